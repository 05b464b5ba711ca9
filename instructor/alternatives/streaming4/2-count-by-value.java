// countByValue counts within a batch
return hashtags.countByValue().filter(entry -> entry._2() >= least);
