int main(void) {
    int n, sum = 0;
    for (int i = 0; i < n % 4; i++) // !branch
        sum += i;
    return sum & 0;
}
