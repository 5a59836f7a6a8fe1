// Address constants in static initialisers: objects, elements, members, functions, strings, offsets, casts.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct Item { int id; char name[4]; struct { short x, y; } at[3]; struct Item *next; };
static int number = 5, array[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, matrix[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
extern struct Item items[4];
static int *const to_number = &number, *to_element = &array[3], *past = array + 10, *back = &array[9] - 4, *negative = &(array + 5)[-2];
static int *to_matrix = &matrix[1][2], *row = matrix[2], (*rows)[4] = &matrix[1], *flat = *matrix + 5;
static short *to_member = &items[2].at[1].y;
static char *to_name = items[1].name + 1, *text = "literal" + 3, *letter = &"letters"[2];
static struct Item *list = &items[0], **link = &items[0].next;
static int function(int x) { return x * 2; }
static int (*to_function)(int) = function, (*also)(int) = &function, (*functions[])(int) = {function, 0, *function};
static void *void_pointer = &items[3], *none = 0, *null = (void *)0;
static unsigned char *bytes = (unsigned char *)&number, *second = (unsigned char *)array + 4;
static int *pointers[] = {&number, array, array + 2, &array[sizeof(int)], 0, matrix[1] + 1, &items[1].id};
static int **to_pointer = &pointers[2];
struct Item items[4] = {{1, "one", {{1, 2}}, &items[1]}, {2, "two", {{3, 4}}, &items[2]}, {3, "tri", {{0}, {5, 6}}, items + 3}, {4, "for"}};
static size_t offset = (size_t) & ((struct Item *)0)->at[2].y, size = sizeof items / sizeof items[0];
static int distance = (int)offsetof(struct Item, next);
static uintptr_t address = (uintptr_t)&number;
static struct { const char *name; int *value; int (*f)(int); } table[] = {{"number", &number, function}, {"three", &array[3]}, {.f = function, .name = "f"}};
static const char *const strings[] = {"a", "bc" + 1, &"def"[1]};
static int *compound = (int[]){7, 8, 9};
static struct Item *made = &(struct Item){.id = 77, .name = "new"};

int main(void) {
    printf("%d %d %d %d %d\n", *to_number, *to_element, (int)(past - array), *back, *negative);
    printf("%d %d %d %d\n", *to_matrix, *row, (*rows)[3], *flat);
    printf("%d %s %s %s\n", *to_member, to_name, text, letter);
    printf("%d %d %d\n", list->next->next->id, (*link)->id, list->next->next->next->next == 0);
    printf("%d %d %d %d\n", to_function(4), also(5), functions[2](6), functions[1] == 0);
    printf("%d %d %d\n", ((struct Item *)void_pointer)->id, none == null, *bytes);
    printf("%d %d\n", *second, **to_pointer);
    for (unsigned i = 0; i < sizeof pointers / sizeof *pointers; i++)
        printf("%d ", pointers[i] ? *pointers[i] : -1);
    printf("\n%d %d %d %d\n", (int)offset, (int)size, distance, address == (uintptr_t)to_number);
    for (int i = 0; i < 3; i++)
        printf("%s %d %d;", table[i].name, table[i].value ? *table[i].value : -1, table[i].f ? table[i].f(3) : -1);
    printf("\n%s %s %s %d %d %s\n", strings[0], strings[1], strings[2], compound[1], made->id, made->name);
    static int *inside = &array[7], local_static = 3, *local_pointer = &local_static;
    printf("%d %d\n", *inside, *local_pointer);
    return 0;
}
