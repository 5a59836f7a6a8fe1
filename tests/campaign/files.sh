# Wrong files: one line, with the place and the cause. `cases`: the expected text, a bar, the file with \n for its ends of lines.
while IFS='|' read -r expected text; do
    printf "$text" > wrong.campaign
    mixter campaign wrong.campaign > printed 2> said
    status=$?
    [ $status = 125 ] && [ "$(wc -l < said)" = 1 ] && [ ! -s printed ] && grep -qF -e "$expected" said && good ||
        bad "status $status, '$(cat said)' instead of '$expected'"
done << 'END'
wrong.campaign:1: the campaign has no name|
wrong.campaign:2: the campaign has no parts|name = x\n
wrong.campaign:1: before the first part only name|nmae = x\n
wrong.campaign:2: ']' is missing|name = x\n[a\nkind = command\n
wrong.campaign:2: no kind is given for the part 'a'|name = x\n[a]\n
wrong.campaign:2: there is no kind 'magic'|name = x\n[a]\nkind = magic\n
wrong.campaign:2: no command is given for the part 'a'|name = x\n[a]\nkind = command\n
wrong.campaign:3: there are two parts 'a'|name = x\n[a]\n[a]\n
wrong.campaign:4: given twice: 'kind'|name = x\n[a]\nkind = command\nkind = command\n
wrong.campaign:3: neither [PART] nor KEY = VALUE: 'nonsense'|name = x\n[a]\nnonsense\n
wrong.campaign:2: not seeds, such as 1..500: '5..1'|name = x\n[a]\nkind = command\ncommand = true\nseeds = 5..1\n
wrong.campaign:2: not a size, such as 512M: '5Q'|name = x\n[a]\nkind = command\ncommand = true\nmemory = 5Q\n
wrong.campaign:2: each task needs a seed|name = x\n[a]\nkind = command\ncommand = true\neach = 0\n
wrong.campaign:1: a campaign is called by letters|name = a/b\n[a]\n
END
printf 'name = x\n[a]\nkind = command\ncommand = true\nfor file = missing/*\n' > wrong.campaign
mixter campaign wrong.campaign > printed 2> said && bad 'a pattern without files'
grep -q "part 'a': no file is called missing/\*" said && [ "$(wc -l < said)" = 1 ] && good || bad "a pattern without files: $(cat said)"
mixter campaign --store missing/folder/x.db "$here/limits.campaign" > printed 2> said && bad 'a store that cannot be opened'
[ "$(wc -l < said)" = 1 ] && grep -q 'missing/folder/x.db: unable to open' said && good || bad "a store that cannot be opened: $(cat said)"
mixter campaign report "$here/limits.campaign" > printed 2> said && bad 'a report of nothing'
[ "$(wc -l < said)" = 1 ] && grep -q 'limits.db: No such file' said && good || bad "a report of nothing: $(cat said)"
rm -f x.db* wrong.campaign
