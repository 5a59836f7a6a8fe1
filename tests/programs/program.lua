-- Numbers, strings, tables, closures, coroutines, errors, metatables, collection of garbage.
print(10 // 3, 2 ^ 53, 7.5 % 2, 1e15, 0x7fffffffffffffff + 1, math.pi, string.format("%5.2f %q %x", 3.14159, "a\nb", 255))
local squares = {}
for i = 1, 1000 do squares[i] = i * i end
print(#squares, squares[1000], select("#", table.unpack(squares, 1, 200)))
print(pcall(error, "thrown"), select(2, pcall(function() local x = nil; return x.y end)))
local generate = coroutine.wrap(function(n) for i = 1, n do n = n + coroutine.yield(i * n) end return "end" end)
print(generate(3), generate(1), generate(1), generate(1))
print(("hello world"):gsub("o", "0"), ("key = value"):match("^(%w+)%s*=%s*(%w+)$"), ("%d"):rep(3, ","))
local vector = setmetatable({x = 1}, {__add = function(a, b) return a.x + b.x end, __index = function(_, k) return k .. "?" end})
print(vector + vector, vector.missing, #"日本", utf8.len("日本"))
table.sort(squares, function(a, b) return a % 97 < b % 97 or (a % 97 == b % 97 and a < b) end)
print(squares[1], squares[500], squares[1000])
local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
print(fib(20))
local kept = setmetatable({}, {__mode = "k"})
for i = 1, 100 do kept[{}] = i end
collectgarbage()
print(next(kept), load("return 1 + 1")(), string.pack("<i4", 7):byte(1, -1))
goto done
print("not reached")
::done::
