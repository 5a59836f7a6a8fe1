// What a misspelled name may have meant, by gcc's distance.
#define MAXIMUM 10
typedef int number;
struct record { int count; struct { int inner; }; };
enum colour { green };
static int function(int value) { return value; }
int (*pointer)(int);
int main(void) {
    int count = 3, lenght;
    struct record r = {.cuont = 3};
    cuont = MAXIMMU + Green;
    length = 4;
    nunber x;
    strct y;
    unsinged z;
    record w;
    colour v;
    r.conut = r.iner;
    functoin(3);
    pionter(3);
    entirely(different);
    return lenght + ({ int t = 3; t + 1; }) + c;
}
