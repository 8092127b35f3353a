package dev.tidewater.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of who may import whom, and the habits that no compiler checks, over the classes of all modules. */
class HouseTest {
    /** Upper ones import lower ones. ARCHITECTURE.md shows the same table. */
    private static final List<Room> HOUSE = List.of(
            Room.of("cli")
                    .imports(
                            "cli.demo",
                            "bench",
                            "bench.data",
                            "server",
                            "engine.check",
                            "engine.testing",
                            "engine.deploy",
                            "engine.plan",
                            "engine.tables",
                            "engine.dead",
                            "engine.produce",
                            "engine.stack",
                            "engine.sql",
                            "engine.json",
                            "model")
                    .uses("picocli", "org.jline", "com.fasterxml.jackson", "com.sun.net.httpserver"),
            Room.of("cli.demo")
                    .imports(
                            "server",
                            "engine.deploy",
                            "engine.tables",
                            "engine.produce",
                            "engine.stack",
                            "engine.json",
                            "examples",
                            "examples.shop",
                            "model")
                    .uses("org.apache.kafka"),
            Room.of("server")
                    .imports(
                            "engine.check",
                            "engine.testing",
                            "engine.deploy",
                            "engine.stack",
                            "engine.sql",
                            "engine.json",
                            "model")
                    .uses("com.sun.net.httpserver", "com.fasterxml.jackson.annotation"),
            Room.of("engine.testing")
                    .imports("engine.deploy", "engine.tables", "engine.produce", "engine.sql", "engine.stack", "model")
                    .uses("org.apache.kafka", "org.apache.iceberg", "org.snakeyaml.engine", "com.fasterxml.jackson"),
            Room.of("engine.deploy")
                    .imports("engine.plan", "engine.tables", "engine.stack", "engine.sql", "engine.json", "model")
                    .uses("org.apache.kafka", "org.apache.iceberg", "com.fasterxml.jackson"),
            Room.of("engine.plan").imports("engine.json").uses("com.fasterxml.jackson.databind"),
            Room.of("engine.dead")
                    .imports("engine.tables", "engine.stack", "engine.sql", "engine.json", "model")
                    .uses("org.apache.kafka", "org.apache.iceberg", "com.fasterxml.jackson.annotation"),
            Room.of("engine.check").imports("engine.check.rules", "engine.check.script", "engine.sql", "model"),
            Room.of("engine.check.rules")
                    .imports("engine.check.script", "engine.sql", "model")
                    .uses(
                            "org.apache.calcite.sql",
                            "org.apache.flink",
                            "org.apache.iceberg",
                            "com.fasterxml.jackson.databind"),
            Room.of("engine.check.script")
                    .imports("engine.sql", "engine.json", "model")
                    .uses("org.apache.calcite", "org.apache.flink", "com.fasterxml.jackson.databind"),
            Room.of("engine.tables").imports("engine.stack", "model").uses("org.apache.iceberg"),
            Room.of("engine.produce")
                    .imports("model")
                    .uses("org.apache.kafka", "org.apache.avro", "org.apache.parquet", "com.fasterxml.jackson"),
            Room.of("engine.stack")
                    .imports("engine.json", "model")
                    .uses(
                            "org.apache.kafka",
                            "org.apache.flink.configuration",
                            "org.apache.flink.runtime",
                            "com.fasterxml.jackson"),
            Room.of("engine.sql")
                    .imports("engine.json", "flink.lake", "model")
                    .uses("org.apache.flink", "org.apache.hadoop", "org.apache.iceberg", "com.fasterxml.jackson"),
            Room.of("engine.json").imports("model").uses("com.fasterxml.jackson"),
            Room.of("bench")
                    .imports("bench.flink", "bench.limits", "bench.data", "engine.tables", "engine.stack", "model")
                    .uses("org.apache.kafka", "org.apache.iceberg", "com.sun.management"),
            Room.of("bench.flink")
                    .imports("bench.job", "engine.deploy", "engine.sql", "engine.stack", "model")
                    .uses("org.apache.flink"),
            Room.of("bench.limits")
                    .imports("bench.data", "bench.job", "flink.registry", "flink.formats", "flink.formats.avro")
                    .uses("org.apache.flink", "org.apache.iceberg", "org.apache.kafka"),
            Room.of("bench.data").imports("flink.registry").uses("org.apache.kafka"),
            Room.of("bench.job"),
            Room.of("examples").uses("org.apache.avro", "com.fasterxml.jackson"),
            Room.of("examples.shop").imports("examples").uses("org.apache.avro", "com.fasterxml.jackson"),
            Room.of("examples.flights").imports("examples").uses("com.fasterxml.jackson"),
            Room.of("model").uses("org.snakeyaml.engine"),
            Room.of("icebergrest")
                    .imports("model")
                    .uses(
                            "org.apache.iceberg",
                            "org.eclipse.jetty",
                            "com.fasterxml.jackson",
                            "org.apache.logging.log4j"),
            Room.of("kafka").uses("kafka", "org.apache.kafka"),
            Room.of("lifeline"),
            Room.of("flink.catalog")
                    .imports(
                            "flink.formats.sql",
                            "flink.formats.avro",
                            "flink.formats.json",
                            "flink.formats.protobuf",
                            "flink.registry",
                            "flink.source")
                    .uses("org.apache.flink", "org.apache.kafka"),
            Room.of("flink.lake").imports("flink.parquet").uses("org.apache.flink", "org.apache.iceberg"),
            Room.of("flink.source")
                    .imports("flink.formats.sql", "flink.formats")
                    .uses("org.apache.flink", "org.apache.kafka"),
            Room.of("flink.formats.sql")
                    .imports(
                            "flink.formats.avro",
                            "flink.formats.json",
                            "flink.formats.protobuf",
                            "flink.registry",
                            "flink.formats")
                    .uses("org.apache.flink"),
            Room.of("flink.registry").imports("flink.formats").uses("org.apache.flink"),
            Room.of("flink.formats").uses("org.apache.flink"),
            Room.of("flink.formats.avro")
                    .imports("flink.formats")
                    .uses("org.apache.flink", "org.apache.iceberg.shaded.org.apache.avro"),
            Room.of("flink.formats.json").imports("flink.formats").uses("org.apache.flink"),
            Room.of("flink.formats.protobuf").imports("flink.formats").uses("org.apache.flink", "com.squareup.wire"),
            Room.of("flink.parquet")
                    .imports("flink.parquet.rows", "flink.parquet.columns")
                    .uses("org.apache.flink", "org.apache.iceberg", "org.apache.hadoop"),
            Room.of("flink.parquet.rows")
                    .imports("flink.parquet.columns")
                    .uses("org.apache.flink", "org.apache.iceberg"),
            Room.of("flink.parquet.columns").uses("org.apache.flink", "org.apache.iceberg", "com.github.luben"),
            Room.of("org.apache.flink.metrics.prometheus").uses("org.apache.flink", "io.prometheus.client"));

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();

    private static final JavaClasses CLASSES = importAll();

    @Test
    void everyPackageDependsOnlyOnWhatItsRowAllows() {
        List<String> faults = new ArrayList<>();
        for (Room room : HOUSE) {
            ArchRule row = classes()
                    .that()
                    .resideInAPackage(room.name())
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(room.allowed())
                    .allowEmptyShould(true);
            faults.addAll(row.evaluate(CLASSES).getFailureReport().getDetails());
        }

        assertThat(faults).as("what the table in HouseTest does not allow").isEmpty();
    }

    @Test
    void everyPackageHasItsRow() {
        assertThat(packages(type -> true))
                .as("packages with a row in HouseTest")
                .isSubsetOf(HOUSE.stream().map(Room::name).toList());
    }

    @Test
    void noPackageComesBackToItself() {
        slices().matching("dev.tidewater.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theArchitecturePageShowsTheSameTable() throws IOException {
        String table = HOUSE.stream().map(Room::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(ROOT.resolve("ARCHITECTURE.md")))
                .as("ARCHITECTURE.md is to hold these rows:\n" + table)
                .contains(table);
    }

    /** But for the one in Flink's own package, into which a reporter must be put to reach what Flink keeps to itself. */
    @Test
    void everyPackageSaysThatItsReferencesAreNotNull() {
        Set<String> marked = packages(type -> type.getPackageName().startsWith("dev.tidewater.")
                && type.getSimpleName().equals("package-info")
                && type.isAnnotatedWith("org.jspecify.annotations.NullMarked"));

        assertThat(marked)
                .as("packages with a package-info.java that is @NullMarked")
                .isEqualTo(packages(type -> type.getPackageName().startsWith("dev.tidewater.")));
    }

    @Test
    void onlyWhatHasAMainMethodEndsTheProcess() {
        noClasses()
                .that(haveNoMainMethod())
                .should()
                .callMethodWhere(callOf(System.class, "exit").or(callOf(Runtime.class, "exit|halt")))
                .because("who ends the process decides for everybody: throw, and let Main choose the exit code")
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(callOf(Thread.class, "sleep").or(callOf(java.util.concurrent.TimeUnit.class, "sleep")))
                .because("a wait is for a condition")
                .check(CLASSES);
    }

    @Test
    void onlyMainPrintsStackTraces() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it prints a stack trace to a stream",
                        call -> call.getTarget().getName().equals("printStackTrace")
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(PrintWriter.class))))
                .because("errors are thrown with their cause, or logged")
                .check(CLASSES);
    }

    private static Set<String> packages(Predicate<JavaClass> of) {
        return CLASSES.stream()
                .filter(of)
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static DescribedPredicate<JavaCall<?>> callOf(Class<?> type, String names) {
        return target(nameMatching(names)).and(target(owner(JavaClass.Predicates.type(type))));
    }

    private static DescribedPredicate<JavaClass> haveNoMainMethod() {
        return DescribedPredicate.describe(
                "have no main method",
                type -> type.tryGetMethod("main", String[].class).isEmpty());
    }

    private static JavaClasses importAll() {
        List<Path> sources = below("src/main/java");
        List<Path> compiled = below("target/classes");
        assertThat(compiled.stream().map(path -> path.getParent().getParent()))
                .as("modules that are compiled; compile them all with: mvn -B -DskipTests package")
                .containsAll(sources.stream()
                        .map(path -> path.getParent().getParent().getParent())
                        .toList());
        return new ClassFileImporter().importPaths(compiled);
    }

    /** Folders of that name in all modules. */
    private static List<Path> below(String folder) {
        try (Stream<Path> modules = Files.list(ROOT);
                Stream<Path> services = Files.list(ROOT.resolve("services"))) {
            return Stream.concat(modules, services)
                    .map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
