// mistake: batches before are not kept
// also: did not come again
// also: after an empty batch
return counts;
