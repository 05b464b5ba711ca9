// mistake: empty batch
return counts
    .mapWithState(StateSpec.function(Streaming2aStateful::add))
    .stateSnapshots()
    .transformWithToPair(
        counts,
        (totals, news, time) -> news.isEmpty() ? news : totals);
