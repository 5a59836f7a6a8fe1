# What compiles itself is free of warnings, as it is for gcc and clang.
cd "$ROOT" || exit 1
sed "s|^build/|$BUILD/|; s/#.*//" PROGRAMS > "$OLDPWD/programs"
"$STARC" -Wall -Wextra -Werror -Icore -fsyntax-only "@$OLDPWD/programs"
