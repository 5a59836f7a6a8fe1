// #include: guards, #pragma once, names from macros, files that end in the middle.
#include "includes/guarded.h"
#include "includes/guarded.h"
#include "includes/once.h"
#include "includes/once.h"
#define NAME "includes/plain.h"
#include NAME
#define QUOTE(x) #x
#define HEADER(x) QUOTE(includes/x.h)
#include HEADER(plain)
#include "includes/nested.h"
#undef GUARDED_H
#include "includes/guarded.h"
#include "includes/looks_guarded.h"
#include "includes/looks_guarded.h"
#include "includes/empty.h"
#include "includes/open_call.h"
(1) end
#pragma unknown to us
_Pragma("also unknown") last
