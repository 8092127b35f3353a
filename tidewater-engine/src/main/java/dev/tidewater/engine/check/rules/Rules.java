package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.Rule;
import java.util.List;

/** All rules. */
public final class Rules {
    /** In the order of their ids. */
    public static final List<Rule> ALL = List.of(
            new ChangelogTopicReadAsAppend(),
            new CheckpointingOff(),
            new DuplicateOptionKey(),
            new EpochUnit(),
            new GroupOffsetsNoReset(),
            new IcebergExpirePropsOnly(),
            new IcebergNullablePartition(),
            new IcebergUnknownProperty(),
            new IcebergUpsertPartitionNotInKey(),
            new IfNotExistsDrift(),
            new JsonIgnoreParseErrors(),
            new JsonMissingField(),
            new KafkaSinkAtLeastOnce(),
            new LatestOffset(),
            new MissingGroupId(),
            new MultipleInsertsNotASet(),
            new NoIdleTimeout(),
            new SinkNullabilityDrop(),
            new UnqualifiedAfterUseCatalog(),
            new UpdatingIntoAppendSink());

    private Rules() {}
}
