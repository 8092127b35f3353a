package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.tables.LakeNamespaces.Outline;
import dev.tidewater.model.Configuration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which cases share a plan, and what they then need of the lake and the registry. */
class CasePlansTest {
    private static final Namespace FIRST = new Namespace("firstcase1");
    private static final Namespace SECOND = new Namespace("secondcase2");
    private static final CasePlans.Key KEY = key("SELECT 1", "1 AVRO");

    private final Set<String> topics = new HashSet<>();
    private final List<String> made = new ArrayList<>();
    private final List<Namespace> compiled = new ArrayList<>();
    private final List<Namespace> schemasKept = new ArrayList<>();
    private final CasePlans plans = new CasePlans(
            new CasePlans.Lake() {
                @Override
                public Outline outline(String name) {
                    return new Outline(name, List.of(List.of("web")), List.of());
                }

                @Override
                public void create(String name, Outline outline) {
                    made.add(outline.name() + " as " + name);
                }
            },
            () -> topics);

    @Test
    void aFurtherCaseTakesThePlanWithItsOwnTopicsAndTables() {
        compile(KEY, FIRST, List.of());

        CompiledPipeline second = compile(KEY, SECOND, List.of());

        assertThat(compiled).containsExactly(FIRST);
        assertThat(made).containsExactly("firstcase1 as secondcase2");
        assertThat(second.plan()).isEqualTo("reads secondcase2-clicks");
        assertThat(second.sources().get(0).topics()).containsExactly("secondcase2-clicks");
    }

    @Test
    void theSchemasOfAPlanThatIsKeptStayForItHoldsTheirIds() {
        compile(KEY, FIRST, List.of());
        compile(KEY, SECOND, List.of());

        assertThat(schemasKept).containsExactly(FIRST);
    }

    @Test
    void anotherScriptOrAnotherSchemaOrSettingIsCompiledAnew() {
        compile(KEY, FIRST, List.of());
        compile(key("SELECT 2", "1 AVRO"), SECOND, List.of());
        compile(key("SELECT 1", "2 AVRO"), SECOND, List.of());

        assertThat(compiled).containsExactly(FIRST, SECOND, SECOND);
        assertThat(made).isEmpty();
    }

    @Test
    void aScriptThatMakesTopicsOrCatalogsIsCompiledForEachCase() {
        topics.add("firstcase1-made-by-the-script");
        compile(KEY, FIRST, List.of());
        compile(KEY, SECOND, List.of());
        CasePlans.Key other = key("CREATE FUNCTION f AS 'F'", "1 AVRO");
        compile(other, SECOND, List.of("CREATE FUNCTION f AS 'F'"));
        compile(other, SECOND, List.of("CREATE FUNCTION f AS 'F'"));

        assertThat(compiled).containsExactly(FIRST, SECOND, SECOND, SECOND);
        assertThat(schemasKept).containsExactly(SECOND);
    }

    @Test
    void onlyThePlansUsedLastAreKept() {
        compile(KEY, FIRST, List.of());
        for (int i = 0; i < 31; i++) {
            compile(key("SELECT " + i, "of others"), FIRST, List.of());
        }
        compile(KEY, SECOND, List.of());
        compile(key("SELECT 31", "of others"), FIRST, List.of());
        compiled.clear();

        compile(KEY, SECOND, List.of());
        compile(key("SELECT 0", "of others"), SECOND, List.of());

        assertThat(compiled).containsExactly(SECOND);
    }

    private CompiledPipeline compile(CasePlans.Key key, Namespace namespace, List<String> preamble) {
        CasePlans.Made own = new CasePlans.Made() {
            @Override
            public Set<String> all() {
                return Set.of(namespace.topic("clicks"));
            }

            @Override
            public void keepSchemas() {
                schemasKept.add(namespace);
            }
        };
        return plans.compiled(key, namespace, own, () -> {
            compiled.add(namespace);
            String topic = namespace.topic("clicks");
            return new CompiledPipeline(
                    "reads " + topic,
                    Map.of(),
                    preamble,
                    List.of(),
                    List.of(new ConnectedTable("kafka.topics.clicks", Map.of("connector", "kafka", "topic", topic))),
                    List.of(),
                    List.of(),
                    List.of());
        });
    }

    private static CasePlans.Key key(String statement, String schema) {
        return new CasePlans.Key("clicks", List.of(statement), Configuration.defaults("p"), Map.of("clicks", schema));
    }
}
