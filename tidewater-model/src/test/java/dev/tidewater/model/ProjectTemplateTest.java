package dev.tidewater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTemplateTest {
    @TempDir
    Path home;

    @Test
    void writesAProjectWithAPipelineAndItsTest() throws IOException {
        ProjectTemplate.Written written = ProjectTemplate.write(home.resolve("a/My Shop"));

        Project project = ProjectLoader.withEnvironment(Map.of()).project(home.resolve("a/My Shop"));
        assertThat(project.configuration().name()).isEqualTo("my-shop");
        assertThat(project.pipelines()).extracting(Pipeline::name).containsExactly("revenue_per_hour");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file ->
                                    home.resolve("a/My Shop").relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(written.files());
        }
        assertThat(written.next()).startsWith("cd '" + home + "/a/My Shop'", "tidewater up");
    }

    @Test
    void saysInItsReadmeWhatItSaysToTypeNext() {
        assertThat(ProjectTemplate.STEPS)
                .allSatisfy(
                        step -> assertThat(ProjectTemplate.text("README.md")).contains("    " + step + "\n"));
    }

    @Test
    void takesAFolderThatHoldsARepositoryAndNothingElse() throws IOException {
        Files.createDirectories(home.resolve("shop/.git"));
        ProjectTemplate.write(home.resolve("shop"));
        assertThat(home.resolve("shop/tidewater.yaml")).exists();
    }

    @Test
    void refusesAFolderThatHoldsSomethingAndNamesIt() throws IOException {
        for (String name : "notes.txt a b c d e".split(" ")) {
            Files.writeString(home.resolve(name), "mine");
        }
        assertThatThrownBy(() -> ProjectTemplate.write(home)).isInstanceOfSatisfying(TidewaterException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
            assertThat(e.message()).endsWith("is not empty: it holds a, b, c, d, e and 1 more");
            assertThat(e.hint()).isEqualTo("name a folder that is empty or does not exist: tidewater init DIR");
        });
        assertThat(home).isDirectoryNotContaining("glob:**.yaml");
    }

    @Test
    void refusesAProject() throws IOException {
        Files.writeString(home.resolve("tidewater.yaml"), "name: mine\n");
        assertThatThrownBy(() -> ProjectTemplate.write(home)).isInstanceOfSatisfying(TidewaterException.class, e -> {
            assertThat(e.message()).endsWith("is not empty: it holds tidewater.yaml");
            assertThat(e.hint()).isEqualTo("it is a project already; start its stack with: tidewater up");
        });
        assertThat(home.resolve("tidewater.yaml")).hasContent("name: mine");
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.writeString(home.resolve("shop"), "mine");
        assertThatThrownBy(() -> ProjectTemplate.write(file))
                .hasMessage("\"" + file + "\" is a file, and a project is a folder");
        assertThat(file).hasContent("mine");
    }

    @Test
    @DisabledIf("mayWriteAnywhere")
    void leavesNothingBehindWhereItMayNotWrite() throws IOException {
        Path locked = Files.createDirectory(home.resolve("locked"));
        assertThat(locked.toFile().setWritable(false)).isTrue();
        assertThatThrownBy(() -> ProjectTemplate.write(locked.resolve("shop")))
                .hasMessageContaining("the project cannot be written to")
                .hasMessageContaining("locked");
        assertThat(locked).isEmptyDirectory();
    }

    static boolean mayWriteAnywhere() {
        return "root".equals(System.getProperty("user.name"));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "My Shop!, my-shop",
        "Größe_2, größe_2",
        "2026, project-2026",
        "null, project-null",
        "---, project"
    })
    void namesTheProjectAsItsFolder(String folder, String name) {
        assertThat(ProjectTemplate.name(Path.of("/home", folder))).isEqualTo(name);
    }

    @Test
    void namesAProjectInTheRootOfTheFileSystem() {
        assertThat(ProjectTemplate.name(Path.of("/"))).isEqualTo("project");
    }
}
