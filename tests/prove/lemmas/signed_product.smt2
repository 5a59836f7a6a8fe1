; The signed product of words a and b modulo 2^64 is the unsigned one less 2^32 b if a is negative, less 2^32 a if b is:
; mult and its like in core/prove/meaning.c. One factor at a time: the other may be any number y of 64 bits.
(set-logic QF_BV)
(declare-fun a () (_ BitVec 32))
(declare-fun w () (_ BitVec 64))
(declare-fun y () (_ BitVec 64))
(define-fun k () (_ BitVec 64) (_ bv18446744069414584320 64)) ; -2^32
(push 1) ; a negative word is 2^32 less as a signed number
(assert (not (= ((_ sign_extend 32) a) (bvadd (concat (_ bv0 32) a) (ite (bvslt a (_ bv0 32)) k (_ bv0 64))))))
(echo "sign unsat")
(check-sat)
(pop 1)
(push 1) ; so its product is that of the word and -2^32 y
(assert (not (= (bvmul (bvadd w k) y) (bvadd (bvmul w y) (bvmul k y)))))
(echo "distributes unsat")
(check-sat)
(pop 1)
(push 1)
(assert (not (= (bvmul k y) (bvneg (bvshl y (_ bv32 64))))))
(echo "shift unsat")
(check-sat)
(pop 1)
(push 1)
(assert (not (= (bvmul w y) (bvmul y w))))
(echo "commutes unsat")
(check-sat)
(pop 1)
