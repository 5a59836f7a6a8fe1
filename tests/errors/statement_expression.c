int x = ({ 1; });
void f(int v) {
    int y = ({ });
    int z = ({ int q = 3; });
    switch (v) { case 1 ... 3: break; case 3: break; case 5 ... 4: break; case 2 ... 6: ; case -5 ... 0: ; }
    case 1 ... 2: ;
    goto *v;
    ({ 3; 4; });
    goto 5;
    void *p = &&5;
}
