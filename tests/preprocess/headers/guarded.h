/* A comment may stand before the guard. */
#ifndef GUARDED_H
#define GUARDED_H
guarded
#if 1
in it
#else
#endif
#endif /* GUARDED_H */
// and one behind it
