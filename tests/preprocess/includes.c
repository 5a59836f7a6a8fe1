// #include: guards, #pragma once, names from macros, files that end in the middle.
#include "headers/guarded.h"
#include "headers/guarded.h"
#include "headers/once.h"
#include "headers/once.h"
#include "./headers//once.h"
#include "headers/../headers/once.h"
#include "../preprocess/headers/once.h"
#include "headers/other/once.h"
#if __has_include_next("headers/once.h") && !__has_include_next("headers/none.h") && defined __has_include_next
found as by __has_include
#endif
#define NAME "headers/plain.h"
#include NAME
#define QUOTE(x) #x
#define HEADER(x) QUOTE(headers/x.h)
#include HEADER(plain)
#include "headers/nested.h"
#undef GUARDED_H
#include "headers/guarded.h"
#include "headers/looks_guarded.h"
#include "headers/looks_guarded.h"
#include "headers/empty.h"
#include "headers/open_call.h"
(1) end
#pragma unknown to us
_Pragma("also unknown") last
