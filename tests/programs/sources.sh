# Debian's source packages, for those who have changed into a folder with apt/ and packages/ below $work.
private() { # apt-get ARGUMENT…, without a trace in the configuration of the host
    private_apt apt-get "$@"
}
private_apt() { # apt-get|apt-cache ARGUMENT…
    apt=$1
    shift
    "$apt" -qq -o Dir::Etc::SourceList="$work/apt/deb-src.list" -o Dir::Etc::SourceParts="$work/apt/parts" \
        -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" "$@"
}
prepare() { # the host's sources, as deb-src
    mkdir -p apt/parts
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null | grep debian | sed -n 's/^deb /deb-src /p' > apt/deb-src.list
    for file in /etc/apt/sources.list.d/debian*.sources; do
        [ -f "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" > "apt/parts/$(basename "$file")"
    done
    private update > apt/log 2>&1
}
fetch() { # PACKAGE: its source archive, of the newest version that is still there
    ls packages/"$1"_*.orig.tar.*z* > /dev/null 2>&1 && return
    [ -f apt/prepared ] || { prepare && touch apt/prepared; }
    for version in $(private_apt apt-cache showsrc "$1" 2> /dev/null | sed -n 's/^Version: //p' | sort -ruV); do
        (cd packages && private source --download-only "$1=$version") >> apt/log 2>&1 && return
    done
    false
}
unpack() { # PACKAGE FOLDER
    rm -rf "$2" && mkdir -p "$2" && tar xf "$(ls packages/"$1"_*.orig.tar.* | grep -v '\.asc$' | head -n 1)" -C "$2" || return
    set -- "$2" "$2"/*
    [ $# = 2 ] && [ -d "$2" ] && mv "$2" "$1.inner" && rmdir "$1" && mv "$1.inner" "$1"
    return 0
}

