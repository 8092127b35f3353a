package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.PlanReport.Mark;
import dev.tidewater.engine.plan.PlanChange;
import dev.tidewater.engine.sql.CompiledPipeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is due for one pipeline, decided before anything is done.
 *
 * @param source absent if the project has none any more
 * @param known what is remembered of it
 * @param compiled absent unless it is new or changed; of a changed one with the ids of the old plan
 */
record Intention(
        String pipeline,
        Mark mark,
        Optional<PipelineScript> source,
        Optional<PipelineRecord> known,
        Optional<CompiledPipeline> compiled,
        Optional<StoredPipeline> plan,
        Optional<PlanChange> change,
        String action) {
    boolean losesState() {
        return change.filter(PlanChange::losesState).isPresent();
    }

    /** Whether nothing is due. */
    boolean isDone() {
        return mark == Mark.SAME;
    }

    PlanReport report() {
        return new PlanReport(
                pipeline,
                mark,
                known.map(record -> record.generation().number()),
                action,
                change.map(PlanChange::operators).orElse(List.of()),
                change.map(PlanChange::sources).orElse(List.of()),
                change.map(PlanChange::tables).orElse(List.of()),
                losesState(),
                fingerprint());
    }

    private String fingerprint() {
        String all = String.join(
                "\n",
                mark.label(),
                known.map(record -> record.generation().number() + " " + record.desired())
                        .orElse("none"),
                source.map(PipelineScript::text).orElse(""),
                compiled.map(one -> one.functions().toString()).orElse(""),
                change.map(PlanChange::plan).orElse(""));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
