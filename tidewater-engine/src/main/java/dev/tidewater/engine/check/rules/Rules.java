package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.Rule;
import java.util.List;

/** All rules. */
public final class Rules {
    /** In the order of their ids. */
    public static final List<Rule> ALL = List.of(
            new ChangelogTopicReadAsAppend(),
            new CheckpointingOff(),
            new CountStarLeftJoin(),
            new CrossJoin(),
            new DuplicateOptionKey(),
            new EpochUnit(),
            new GroupAggNoTtl(),
            new GroupOffsetsNoReset(),
            new IcebergExpirePropsOnly(),
            new IcebergNullablePartition(),
            new IcebergUnknownProperty(),
            new IcebergUpsertPartitionNotInKey(),
            new IfNotExistsDrift(),
            new IntDivisionAvg(),
            new IntProductOverflow(),
            new IntSumOverflow(),
            new IntervalDegradedToRegularJoin(),
            new JoinFanOut(),
            new JsonIgnoreParseErrors(),
            new JsonMissingField(),
            new KafkaSinkAtLeastOnce(),
            new LateRowsDropped(),
            new LatestOffset(),
            new MissingGroupId(),
            new MultipleInsertsNotASet(),
            new NoIdleTimeout(),
            new NondeterministicUpdate(),
            new NotInNull(),
            new NullableRowtime(),
            new OrderByLimitStream(),
            new RankNoTtl(),
            new RegularJoinNoTtl(),
            new SelectStarInsert(),
            new SessionWithoutPartitionBy(),
            new SinkKeyDiffers(),
            new SinkNullabilityDrop(),
            new TemporalJoinIdleRight(),
            new TimeZoneImplicit(),
            new UnqualifiedAfterUseCatalog(),
            new UpdatingIntoAppendSink(),
            new UpsertTombstoneTime(),
            new WatermarkZeroDelay(),
            new WindowNotRecognised());

    private Rules() {}
}
