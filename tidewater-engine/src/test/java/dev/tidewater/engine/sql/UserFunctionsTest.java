package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in real jars, with Flink's planner over a lake in a folder; nothing is run, but for queries of one row. */
class UserFunctionsTest {
    private static final String USING_IT = """
            CREATE TABLE numbers (n INT) WITH ('connector' = 'datagen');
            CREATE TABLE results (n INT) WITH ('connector' = 'blackhole');
            INSERT INTO results SELECT twice(n) FROM numbers;
            """;

    @TempDir
    private Path folder;

    private FunctionProject project;

    @BeforeEach
    void makeAProject() throws IOException {
        project = new FunctionProject(Files.createDirectory(folder.resolve("project")));
        Files.createDirectory(folder.resolve("lake"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION twice AS 'geo.Twice';\n",
                "CREATE FUNCTION IF NOT EXISTS twice AS 'geo.Twice' LANGUAGE JAVA;\n",
                "CREATE TEMPORARY FUNCTION twice AS 'geo.Twice';\n",
                "CREATE TEMPORARY SYSTEM FUNCTION twice AS 'geo.Twice';\n",
                "CREATE FUNCTION twice AS 'geo.Twice' USING JAR 'udfs/geo.jar';\n",
                "USE CATALOG lake;\nCREATE FUNCTION twice AS 'geo.Twice';\nUSE CATALOG default_catalog;\n"
                        + "CREATE FUNCTION twice AS 'geo.Twice';\n"
            })
    void compilesAndChecksAFunction(String create) {
        project.multiplying("geo.jar", 2);

        CompiledPipeline pipeline = compile(create + USING_IT);

        assertThat(pipeline.functions()).singleElement().satisfies(jar -> {
            assertThat(jar.name()).isEqualTo("udfs/geo.jar");
            assertThat(folder.resolve("project/.tidewater/functions/" + jar.sha256() + ".jar"))
                    .exists();
        });
        assertThat(pipeline.preamble()).isNotEmpty().noneMatch(statement -> statement.contains("JAR"));
        assertThat(pipeline.options()).doesNotContainKey("pipeline.object-reuse");
        assertThat(check(create + USING_IT)).isEmpty();
    }

    @Test
    void knowsAPipelineByWhatItsJarsHold() {
        String script = "CREATE FUNCTION twice AS 'geo.Twice';\n" + USING_IT;
        project.multiplying("geo.jar", 2);
        CompiledPipeline first = compile(script);
        List<String> identity = identity(script);
        project.multiplying("geo.jar", 2);
        List<String> again = identity(script);
        project.multiplying("geo.jar", 3);

        assertThat(identity).isEqualTo(first.statements()).isEqualTo(again);
        assertThat(identity(script))
                .isNotEqualTo(identity)
                .isEqualTo(compile(script).statements());
        assertThat(identity(USING_IT))
                .isEqualTo(SqlScript.parse("p.sql", USING_IT).normalised());
        assertThat(config().functions().orElseThrow().kept(first.functions())).allMatch(Files::exists);
    }

    @Test
    void takesNoOtherJarsThanThoseThatAreNamed() {
        project.multiplying("geo.jar", 2).multiplying("other.jar", 3);

        CompiledPipeline pipeline =
                compile("CREATE FUNCTION twice AS 'geo.Twice' USING JAR 'udfs/geo.jar';\n" + USING_IT);

        assertThat(pipeline.functions()).extracting(FunctionJar::name).containsExactly("udfs/geo.jar");
    }

    @Test
    void saysThatThereIsNoJar() {
        assertFault(
                "geo.Twice",
                "class \"geo.Twice\" is in no jar below udfs/",
                "put the jar that has it into folder udfs/ of the project");
    }

    @Test
    void proposesTheNearestFunction() {
        project.multiplying("geo.jar", 2);

        assertFault("geo.Twise", "class \"geo.Twise\" is in no jar below udfs/", "did you mean 'geo.Twice'?");
        assertFault(
                "com.acme.sql.Twice",
                "class \"com.acme.sql.Twice\" is in no jar below udfs/",
                "did you mean 'geo.Twice'?");
        assertFault(
                "com.acme.Area",
                "class \"com.acme.Area\" is in no jar below udfs/",
                "functions there: geo.Twice (udfs/geo.jar)");
    }

    @Test
    void saysThatAJarIsDamaged() throws IOException {
        project.multiplying("geo.jar", 2);
        Files.writeString(project.udfs().resolve("broken.jar"), "not a jar");

        Finding finding = fault("geo.Twice");

        assertThat(finding.message()).startsWith("jar \"udfs/broken.jar\" is damaged: ");
        assertThat(finding.hint()).isEqualTo("build it again, or remove it");
    }

    @Test
    void saysThatAClassIsInTwoJars() {
        project.multiplying("geo.jar", 2).multiplying("old.jar", 3);

        assertFault(
                "geo.Twice",
                "class \"geo.Twice\" is in two jars: \"udfs/geo.jar\" and \"udfs/old.jar\"",
                "remove one of them, or have every function of the script say which it means: USING JAR 'udfs/geo.jar'");
    }

    @Test
    void saysThatAJarIsNotInTheProject() {
        project.multiplying("geo.jar", 2);

        Finding near = refusal("CREATE FUNCTION twice\nAS 'geo.Twice' USING JAR 'udfs/goe.jar';\n" + USING_IT);
        Finding far = refusal("CREATE FUNCTION twice AS 'geo.Twice' USING JAR '/opt/jars/x.jar';\n" + USING_IT);

        assertThat(near.message()).isEqualTo("jar \"udfs/goe.jar\" is not in the project");
        assertThat(near.hint()).isEqualTo("did you mean 'udfs/geo.jar'?");
        assertThat(near.line()).isEqualTo(2);
        assertThat(near.column()).isEqualTo(26);
        assertThat(far.hint())
                .isEqualTo("put it into folder udfs/ of the project, and write USING JAR 'udfs/NAME.jar'");
    }

    @Test
    void saysWhatAFunctionLacks() {
        String base = "extends org.apache.flink.table.functions.ScalarFunction";
        project.jar(
                "geo.jar",
                Map.of(
                        "geo.Mute", "package geo; public class Mute " + base + " {}",
                        "geo.Plain", "package geo; public class Plain {}",
                        "geo.Hidden", "package geo; class Hidden " + base + " { public int eval() { return 1; } }"));

        assertFault(
                "geo.Mute",
                "class \"geo.Mute\" has no public method \"eval\", which Flink calls for each row",
                "add one: public … eval(…)");
        assertThat(fault("geo.Plain").message()).isEqualTo("class \"geo.Plain\" is no function");
        assertThat(fault("geo.Plain").hint())
                .endsWith("; functions there: geo.Hidden (udfs/geo.jar), geo.Mute (udfs/geo.jar)");
        assertThat(fault("geo.Hidden").message()).isEqualTo("Flink cannot make an object of class \"geo.Hidden\"");
    }

    @Test
    void saysWhichClassAFunctionNeeds() throws IOException {
        project.jar("geo.jar", Map.of("geo.Area", """
                        package geo;
                        public class Area extends org.apache.flink.table.functions.ScalarFunction {
                            public int eval(Shape shape) { return 1; }
                        }
                        """, "geo.Shape", "package geo; public class Shape {}"));
        try (FileSystem jar = FileSystems.newFileSystem(project.udfs().resolve("geo.jar"))) {
            Files.delete(jar.getPath("geo/Shape.class"));
        }

        assertThat(fault("geo.Area").message())
                .isEqualTo("class \"geo.Area\" needs class \"geo.Shape\", which is in no jar");
    }

    /** Static initialisers and constructors run while Flink plans. */
    @Test
    void survivesCodeThatFails() {
        project.jar("geo.jar", Map.of("geo.Bad", """
                        package geo;
                        public class Bad extends org.apache.flink.table.functions.ScalarFunction {
                            static final int N = Integer.parseInt("none");
                            public Integer eval(Integer n) { return N; }
                        }
                        """));

        Finding finding = fault("geo.Bad");

        assertThat(finding.file()).isEqualTo("p.sql");
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.message())
                .isEqualTo("class \"geo.Bad\" fails while an object of it is made:"
                        + " java.lang.NumberFormatException: For input string: \"none\"");
    }

    @Test
    void leavesNoJarOpen() throws IOException {
        project.multiplying("geo.jar", 2);
        for (int i = 0; i < 3; i++) {
            compile("CREATE FUNCTION twice AS 'geo.Twice';\n" + USING_IT);
            check("CREATE FUNCTION twice AS 'geo.Twice';\n" + USING_IT);
        }

        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(UserFunctionsTest::target))
                    .noneMatch(file -> file.startsWith(folder.toString()) && file.endsWith(".jar"));
        }
    }

    @Test
    void queriesKnowTheFunctionsOfPipelinesAndFollowTheirJars() throws IOException {
        project.multiplying("geo.jar", 2);
        Files.createDirectory(folder.resolve("project/pipelines"));
        Files.writeString(
                folder.resolve("project/pipelines/p.sql"),
                "CREATE FUNCTION twice AS 'geo.Twice';\nCREATE TEMPORARY FUNCTION mine AS 'geo.Twice';\n");

        try (LakeQuery query = new LakeQuery(config())) {
            String explain = "EXPLAIN SELECT twice(21)";
            assertThat(query.run(explain, 10).rows().toString()).contains("42");
            assertThat(catchThrowableOfType(TidewaterException.class, () -> query.run("EXPLAIN SELECT mine(21)", 10)))
                    .isNotNull();
            project.multiplying("geo.jar", 3);
            assertThat(query.run(explain, 10).rows().toString()).contains("63");
        }
    }

    @Test
    void keepsOnlyTheJarsThatAreNeeded() {
        project.multiplying("geo.jar", 2);
        FunctionJar old = compile("CREATE FUNCTION twice AS 'geo.Twice';\n" + USING_IT)
                .functions()
                .get(0);
        project.multiplying("geo.jar", 3);
        FunctionJar now = compile("CREATE FUNCTION twice AS 'geo.Twice';\n" + USING_IT)
                .functions()
                .get(0);
        FunctionFolder functions = config().functions().orElseThrow();

        functions.keepOnly(Set.of(now));

        assertThat(functions.kept(List.of(now))).allMatch(Files::exists);
        TidewaterException lost = catchThrowableOfType(TidewaterException.class, () -> functions.kept(List.of(old)));
        assertThat(lost.message()).contains("the functions of \"udfs/geo.jar\" as they were, version " + old.version());
        project.multiplying("geo.jar", 2);
        assertThat(functions.kept(List.of(old))).allMatch(Files::exists);
    }

    private void assertFault(String className, String message, String hint) {
        Finding finding = fault(className);
        assertThat(finding.message()).isEqualTo(message);
        assertThat(finding.hint()).isEqualTo(hint);
        assertThat(finding.file()).isEqualTo("p.sql");
        assertThat(finding.line()).isEqualTo(1);
        assertThat(finding.column()).isEqualTo(26);
    }

    /** As the compiler says it, and the checker too. */
    private Finding fault(String className) {
        String script = "CREATE FUNCTION twice AS '" + className + "';\n" + USING_IT;
        Finding finding = refusal(script);
        assertThat(check(script)).containsExactly(finding);
        return finding;
    }

    private Finding refusal(String script) {
        return catchThrowableOfType(TidewaterException.class, () -> compile(script))
                .findings()
                .get(0);
    }

    private List<Finding> check(String script) {
        SqlScript parsed = SqlScript.parse("p.sql", script);
        try (DryRun run = DryRun.of(
                new SessionConfig(Map.of(), Map.of(), Map.of()).withFunctions(new FunctionFolder(project.folder())),
                new HostMapping(Map.of()),
                SeenTables.none(),
                parsed,
                Files.createTempDirectory(folder, "check"))) {
            return parsed.statements().stream()
                    .flatMap(statement -> (statement.kind() == SqlStatement.Kind.INSERT
                                    ? run.plan(statement).refusal()
                                    : run.perform(statement))
                            .stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> identity(String script) {
        return config().identity(SqlScript.parse("p.sql", script));
    }

    private CompiledPipeline compile(String script) {
        return new PipelineCompiler(config(), new HostMapping(Map.of())).compile("p", SqlScript.parse("p.sql", script));
    }

    private SessionConfig config() {
        return FolderLake.session(folder.resolve("lake")).withFunctions(new FunctionFolder(project.folder()));
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
