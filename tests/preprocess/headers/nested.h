#include "plain.h"
#include "once.h"
#if !defined(NESTED_H)
#define NESTED_H
nested
#include "nested.h"
#endif
