; A tour of the small Lisp in lisp.c.
(define (factorial n) (if (= n 0) 1 (* n (factorial (- n 1)))))
(print (map factorial (range 0 11)))

; Closures count on their own.
(define (adder n) (lambda (x) (+ x n)))
(print ((compose (adder 100) (adder 20)) 3))

; Primes by filtering.
(define (divides? d n) (= 0 (% n d)))
(define (prime? n)
  (let ((small (filter (lambda (d) (divides? d n)) (range 2 n))))
    (not small)))
(print (filter prime? (range 2 60)))

; A program is a list: symbolic derivatives.
(define (derive e x)
  (cond ((= e x) 1)
        ((not (pair? e)) 0)
        ((= (first e) '+) (list '+ (derive (first (rest e)) x) (derive (first (rest (rest e))) x)))
        ((= (first e) '*)
         (let ((a (first (rest e))) (b (first (rest (rest e)))))
           (list '+ (list '* (derive a x) b) (list '* a (derive b x)))))
        (t (list 'derivative e))))
(print '(* x (+ x y)) '-> (derive '(* x (+ x y)) 'x))

; The towers of Hanoi.
(define (hanoi n from to via)
  (if (= n 0) nil
    (append (hanoi (- n 1) from via to)
            (cons (list from '-> to) (hanoi (- n 1) via to from)))))
(print (hanoi 3 'a 'c 'b))

; Tail calls do not use the stack.
(define (count n total) (if (= n 0) total (count (- n 1) (+ total n))))
(print (count 20000 0))

; Mistakes are reported and the program goes on.
(first 5)
(+ 1 'two)
(undefined-function 1)
(reverse '(this is the end))
