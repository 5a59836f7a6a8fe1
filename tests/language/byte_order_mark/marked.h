#define TEXT "a byte order mark"
