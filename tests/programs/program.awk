{ words += NF; for (i = 1; i <= NF; i++) count[$i]++; if (length($0) > longest) longest = length($0) }
/local/ { locals++ }
END {
    for (word in count) if (count[word] > most) most = count[word]
    print NR, words, longest, locals, most
    print substr("hello", 2, 3), index("foobar", "bar"), match("aaab", /a+b/), RSTART, RLENGTH, toupper("x") tolower("Y")
    text = "one two three"; print gsub(/o/, "0", text), text, split(text, parts, " "), parts[3]
    printf "%d %5.2f %s %c %e %x\n", 42.9, 3.14159, "s", 65, 12345.678, 255
    print sqrt(2), exp(1), log(10), sin(1), int(-3.7), 2 ^ 10, 7 % 3, "a" < "b", 10 < 9
    while (n++ < 3) sum = sum n; print sum; delete parts[1]; print (1 in parts), (2 in parts)
}
