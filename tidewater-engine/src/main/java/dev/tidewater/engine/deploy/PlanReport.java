package dev.tidewater.engine.deploy;

import dev.tidewater.engine.plan.PlanChange.OperatorChange;
import dev.tidewater.engine.plan.PlanChange.SourceChange;
import dev.tidewater.engine.plan.PlanChange.TableChange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code apply} would do with one pipeline.
 *
 * @param generation that runs, or ran last; absent if the pipeline is new
 * @param action in words
 * @param operators of a changed one, those that remember something
 * @param sources of a changed one
 * @param tables of a changed one
 * @param losesState whether something that is still wanted would be forgotten
 * @param fingerprint of what runs and of what is wanted: another one is another plan
 */
public record PlanReport(
        String pipeline,
        Mark mark,
        Optional<Integer> generation,
        String action,
        List<OperatorChange> operators,
        List<SourceChange> sources,
        List<TableChange> tables,
        boolean losesState,
        String fingerprint) {
    public PlanReport {
        operators = List.copyOf(operators);
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
    }

    /** What a pipeline of the project is, held against what runs. */
    public enum Mark {
        NEW("+"),
        CHANGED("~"),
        GONE("-"),
        SAME("=");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
