// Lexical matters: line splices, comments in odd places, digraphs, maximal munch, form feeds, long names, dollar-free.
#include <stdio.h>

%:define DIGRAPH(x) %:x
#define COMMENT /* nothing */ 1 /* at
   all */ + /**/ 2
#define SPL\
ICED 5

// a line comment continued \
printf("not a statement");
static int an_identifier_that_is_longer_than_sixty_three_characters_and_differs_only_at_the_very_end_1 = 1;
static int an_identifier_that_is_longer_than_sixty_three_characters_and_differs_only_at_the_very_end_2 = 2;
int _ = 3, __a = 4, _1 = 5, A = 6, a = 7;

int ma\
in(void) <%
    int array<:3:> = <%1, 2, 3%>;
    printf("%d %s\n", array<:1:>, DIGRAPH(text));
    printf("%d %d\n", COMMENT, SPLICED);
    printf("/* not a comment */ // nor this\n");
    int b = 10, *p = &b, c;
    c = b/ *p; /* a space is needed */
    c += b//**/ 2
        + 1;
    printf("%d\n", c);
    c = b+++a;
    printf("%d %d\n", b, c);
    c = b---a;
    printf("%d %d\n", b, c);
    c = b - -a;
    c = c+ +a;
    printf("%d %d\n", c, a+-b);
    printf("%d %d\n", an_identifier_that_is_longer_than_sixty_three_characters_and_differs_only_at_the_very_end_1,
           an_identifier_that_is_longer_than_sixty_three_characters_and_differs_only_at_the_very_end_2);
    printf("%d\n", _ + __a + _1 + A + a);
    c = 0x1F&~0xf|1<<2>=1;
    printf("%d\n", c);
    c = a?b:_;
    printf("spl\
iced string %\
d\n", c);
    /* comment ending in a splice *\
/ printf("after\n");
	printf("tabs\tand form feeds\n");
    if (a) ; else /**/;/**/ ; ;
    return/**/0;
%>

