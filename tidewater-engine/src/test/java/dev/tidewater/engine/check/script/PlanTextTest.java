package dev.tidewater.engine.check.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.check.script.PlanNode.Change;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final PlanNode PLAN = PlanText.read("""
            == Abstract Syntax Tree ==
            LogicalSink(table=[lake.shop.t], fields=[a])

            == Optimized Physical Plan ==
            Sink(table=[lake.shop.t], fields=[a, b], changelogMode=[NONE])
            +- Calc(select=[a, CONCAT(b, ',)]') AS b], changelogMode=[I,UB,UA,D])
               +- Join(joinType=[LeftOuterJoin], where=[=(k, k0)], leftInputSpec=[NoUniqueKey], changelogMode=[I,UB,UA,D])
                  :- Exchange(distribution=[hash[k]], changelogMode=[I])
                  :  +- TableSourceScan(table=[[default_catalog, default_database, l, watermark=[-(ts, 1:INTERVAL SECOND)]]], fields=[k, ts], changelogMode=[I])
                  +- DropUpdateBefore(changelogMode=[I,UA,D])

            == Optimized Execution Plan ==
            Sink(table=[lake.shop.t], fields=[a, b])
            """);

    @Test
    void readsTheTree() {
        assertThat(PLAN.all().map(PlanNode::kind))
                .containsExactly("Sink", "Calc", "Join", "Exchange", "TableSourceScan", "DropUpdateBefore");
        PlanNode join = PLAN.all("Join").findFirst().orElseThrow();
        assertThat(join.inputs()).extracting(PlanNode::kind).containsExactly("Exchange", "DropUpdateBefore");
    }

    @Test
    void readsAttributesWithBracketsAndQuotesInThem() {
        PlanNode join = PLAN.all("Join").findFirst().orElseThrow();
        assertThat(join.attribute("where")).isEqualTo("=(k, k0)");
        assertThat(join.attribute("leftInputSpec")).isEqualTo("NoUniqueKey");
        assertThat(join.attribute("rightInputSpec")).isEmpty();
        assertThat(PLAN.all("Calc").findFirst().orElseThrow().list("select"))
                .containsExactly("a", "CONCAT(b, ',)]') AS b");
        assertThat(PLAN.all("TableSourceScan").findFirst().orElseThrow().attribute("table"))
                .isEqualTo("[default_catalog, default_database, l, watermark=[-(ts, 1:INTERVAL SECOND)]]");
    }

    @Test
    void readsChangelogModes() {
        assertThat(PLAN.changes()).isEmpty();
        assertThat(PLAN.all("Join").findFirst().orElseThrow().updates()).isTrue();
        assertThat(PLAN.all("Exchange").findFirst().orElseThrow().updates()).isFalse();
        assertThat(PLAN.all("DropUpdateBefore").findFirst().orElseThrow().changes())
                .containsExactlyInAnyOrder(Change.I, Change.UA, Change.D);
    }
}
