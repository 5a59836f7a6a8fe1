int main(void) {
    break;
    if (1) continue;
    switch (1) { case 1: continue; }
    return 0;
}
