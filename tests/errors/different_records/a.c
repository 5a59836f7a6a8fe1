// A record of the same tag in two units, different far inside; and one that is not, with a cycle.
struct seven { int last; };
struct six { struct seven seven; };
struct five { struct six six; };
struct four { struct five five; };
struct three { struct four four; };
struct two { struct three three; };
struct one { struct two two; };
void deep(struct one *one) { (void)one; }
struct node { struct node *next; struct tree *tree; };
struct tree { struct node *first; struct tree *left; };
void cycle(struct node *node, struct tree *tree) { (void)node, (void)tree; }
int main(void) { return 0; }
