// The sum of a guarded form: the first number for which SHA-256 of "key:number" begins with so many zero bits.
// Runs beside the page. The hash is written out here because browsers offer theirs over https alone, and one by one.
"use strict";
const fraction = (root) => (root - Math.floor(root)) * 2 ** 32 | 0;
const primes = [];
for (let number = 2; primes.length < 64; number += 1) {
  if (primes.every((prime) => number % prime)) primes.push(number);
}
const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = primes.map((prime) => fraction(Math.cbrt(prime)));
const words = new Int32Array(64);
const turn = (word, bits) => (word >>> bits) | (word << (32 - bits));

// The first word of the hash of a text of ASCII letters shorter than 56.
const firstWord = (text) => {
  words.fill(0, 0, 16);
  for (let place = 0; place < text.length; place += 1) {
    words[place >> 2] |= text.charCodeAt(place) << (24 - 8 * (place & 3));
  }
  words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  words[15] = text.length * 8;
  for (let place = 16; place < 64; place += 1) {
    const early = words[place - 15];
    const late = words[place - 2];
    words[place] = (words[place - 16] + words[place - 7]
      + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3))
      + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10))) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let place = 0; place < 64; place += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[place] + words[place]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  return (START[0] + a) >>> 0;
};

addEventListener("message", ({ data: { key, bits } }) => {
  let number = 0;
  while (firstWord(`${key}:${number}`) >>> (32 - bits)) number += 1;
  postMessage(String(number));
});
