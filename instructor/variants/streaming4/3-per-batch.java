// mistake: batches before
return counts;
