package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.Rule;
import java.util.List;

/** All rules. */
public final class Rules {
    /** In the order of their ids. */
    public static final List<Rule> ALL = List.of(
            new CountStarLeftJoin(),
            new CrossJoin(),
            new GroupAggNoTtl(),
            new IntDivisionAvg(),
            new IntSumOverflow(),
            new IntervalDegradedToRegularJoin(),
            new JoinFanOut(),
            new NondeterministicUpdate(),
            new NotInNull(),
            new NullableRowtime(),
            new OrderByLimitStream(),
            new RegularJoinNoTtl(),
            new SelectStarInsert(),
            new SessionWithoutPartitionBy(),
            new SinkKeyDiffers(),
            new TemporalJoinIdleRight(),
            new TimeZoneImplicit(),
            new UpdatingIntoAppendSink(),
            new UpsertTombstoneTime(),
            new WatermarkZeroDelay(),
            new WindowNotRecognised());

    private Rules() {}
}
