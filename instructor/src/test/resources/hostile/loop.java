// too slow: loop without an end
while (lines != null) {}
return lines;
