// What plain pages gain with scripts; every one of them works without.
