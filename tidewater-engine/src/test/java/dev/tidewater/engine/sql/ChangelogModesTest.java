package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Plans as Flink 2.1 explains them. */
class ChangelogModesTest {
    @Test
    void theFirstNodeOfThePhysicalPlanTells() {
        assertThat(ChangelogModes.ofRoot("""
                == Abstract Syntax Tree ==
                LogicalProject(category=[$0])

                == Optimized Physical Plan ==
                Calc(select=[category], changelogMode=[I])
                +- TableSourceScan(table=[[t]], fields=[category], changelogMode=[I])

                == Optimized Execution Plan ==
                """)).isEqualTo(SqlAnswer.Kind.ENDLESS_ROWS);
        assertThat(ChangelogModes.ofRoot("""
                == Optimized Physical Plan ==
                GroupAggregate(groupBy=[category], select=[category, COUNT(*) AS n], changelogMode=[I,UB,UA])
                +- TableSourceScan(table=[[t]], fields=[category], changelogMode=[I])
                """)).isEqualTo(SqlAnswer.Kind.ENDLESS_CHANGES);
    }
}
