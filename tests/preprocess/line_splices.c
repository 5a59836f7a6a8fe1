// Continued lines anywhere, within tokens and comments as well.
in\
t ma\
\
in = 1\
2\
3;
"a \
string" 'x\
' L\
"wide" u\
8"utf"
a +\
= b <\
<\
= c; d /\
/ comment goes on \
here
e /\
* comment *\
/ f .\
.\
. g .\
5e+\
1 0\
x1F
#def\
ine DOU\
BLE(x) (x \
+ x)
DOUBLE\
(3)
%:\
define HASH(x) %\
: x
x \   
y
// a comment \
that has two lines
z
