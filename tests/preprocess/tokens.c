// Punctuators, digraphs, numbers and literals; the longest token counts.
a+++++b a---b a->b a-->b x<<=y>>=z...w ..x .5.6 1.2.3 0x1e+5 1e+5 1e-x 08.5 0b12 1_000 .e5
<: :> <% %> %: %:%: <::> :::> &&&= ||| ^= !== ~= ## #
'a' '\'' "\"" L'x' u"y" U"z" u8"w" u8'v' Lx u8 "/* no comment */" '//'
a/**/b a/* x */b a//c
/* * / ** /* */ c /***/ d
$dollar _under \u00e9t\u00e9 été
a,b;c?d:e{f}g[h]i(j)
