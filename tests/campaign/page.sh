# The report as a page: complete, nothing from outside, and a browser draws it where there is one.
mixter campaign "$here/page.campaign" > printed 2>&1
mixter campaign report --format html --output page.html "$here/page.campaign" && python3 "$here/page.py" page.html > said 2>&1 && good || { bad 'page.html'; shown said; }
if command -v chromium > /dev/null; then
    timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" --dump-dom "file://$PWD/page.html" > dom 2> said
    # What the browser made of it has the same plots and rows.
    for what in '<circle' '<rect' '<tr'; do
        [ "$(grep -o "$what" dom | wc -l)" = "$(grep -o "$what" page.html | wc -l)" ] && good || bad "the browser has other numbers of $what"
    done
    rm -rf "$work/chromium"
fi
