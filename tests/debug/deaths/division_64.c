long long mean(long long sum, long long count) {
    return sum / count;
}
int main(int argc, char **argv) {
    (void)argv;
    return (int)mean(10, argc - 1);
}
