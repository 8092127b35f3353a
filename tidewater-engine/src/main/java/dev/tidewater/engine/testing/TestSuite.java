package dev.tidewater.engine.testing;

import dev.tidewater.engine.testing.CaseRequest.Afterwards;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cases of some files, in order. */
public record TestSuite(List<Entry> cases) {
    public TestSuite {
        cases = List.copyOf(cases);
    }

    /**
     * A case.
     *
     * @param file as the user named it
     * @param text of the file
     * @param mayComeTwice whether the case says that records which come twice do not matter
     */
    public record Entry(Path file, String text, String pipeline, String name, int line, boolean mayComeTwice) {
        public CaseRequest request(Variation variation, long seed, Afterwards afterwards) {
            Path folder = file.toAbsolutePath().getParent();
            return new CaseRequest(file.toString(), String.valueOf(folder), text, name, variation, seed, afterwards);
        }
    }

    /** The test files of a project, sorted. */
    public static List<Path> filesOf(Path project) {
        Path folder = project.resolve("tests");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, "cannot be read", e);
        }
    }

    /** @throws TidewaterException (CONFIGURATION) with the faults of all files */
    public static TestSuite read(List<Path> files) {
        List<Entry> cases = new ArrayList<>();
        List<TidewaterException> broken = new ArrayList<>();
        for (Path file : files) {
            try {
                String text = Files.readString(file);
                TestFile read = TestFileReader.read(
                        file.toString(),
                        text,
                        Path.of(String.valueOf(file.toAbsolutePath().getParent())));
                read.cases()
                        .forEach(one -> cases.add(new Entry(
                                file,
                                text,
                                read.pipelineName(),
                                one.name(),
                                one.mark().line(),
                                one.redelivery() == TestCase.Redelivery.HARMLESS)));
            } catch (TidewaterException e) {
                broken.add(e);
            } catch (CharacterCodingException e) {
                broken.add(unreadable(file, "is not UTF-8 text", e));
            } catch (IOException e) {
                broken.add(unreadable(file, Files.exists(file) ? "cannot be read" : "does not exist", e));
            }
        }
        if (!broken.isEmpty()) {
            throw TidewaterException.combined(broken);
        }
        return new TestSuite(cases);
    }

    private static TidewaterException unreadable(Path file, String what, Exception cause) {
        return new TidewaterException(
                ErrorCode.USAGE,
                "\"" + file + "\" " + what,
                "name a test file, or none for all below tests/: tidewater test",
                cause);
    }
}
