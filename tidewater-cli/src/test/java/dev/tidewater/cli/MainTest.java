package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class MainTest {
    @TempDir
    Path folder;

    @Test
    void showsUsageOnStderrWithoutACommand() {
        Ran ran = Ran.tidewater();
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("Usage: tidewater [-hV] COMMAND\n")
                .endsWith("error: a command is missing\nnext: begin with: tidewater demo\n");
    }

    @Test
    void showsUsageOnStderrWithoutACommandBelowACommand() {
        Ran ran = Ran.tidewater("dead");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("Usage: tidewater dead [-h] COMMAND\n")
                .endsWith("error: say what to do\nnext: begin with: tidewater dead list\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "stauts | command \"stauts\" does not exist | did you mean status? all commands: tidewater --help",
                "help stauts | command \"stauts\" does not exist | did you mean status? all commands: tidewater --help",
                "query SELECT 1 | \"1\" is one argument too many"
                        + " | put the whole query between single quotes: tidewater query '...'; see how it is used:"
                        + " tidewater query --help",
                "query | argument SQL is missing | see how it is used: tidewater query --help",
                "logs --lnies=3 | option --lnies does not exist"
                        + " | did you mean --lines? see how it is used: tidewater logs --help",
                "logs --lines | option --lines needs a value: --lines N | see how it is used: tidewater logs --help",
                "logs -n many | option --lines: \"many\" is not a whole number"
                        + " | see how it is used: tidewater logs --help",
                "logs -n 99999999999 | option --lines: \"99999999999\" is too large"
                        + " | see how it is used: tidewater logs --help",
                "logs -n -1 | option --lines: -1 is less than 0 | write a whole number from 0",
                "query x --limit 0 | option --limit: 0 is less than 1 | write a whole number from 1",
                "ps -o xml | option --output: \"xml\" is none of text, json | see how it is used: tidewater ps --help",
                "ps -o text -o json | option --output is given twice | see how it is used: tidewater ps --help",
                "--project . ps | option --project stands before the command"
                        + " | write it behind: tidewater COMMAND --project; see how it is used: tidewater --help",
                "ps --project no/such | folder \"no/such\" does not exist"
                        + " | name the project's folder with: --project DIR",
                "logs -f kafka -o json | -f does not end, and JSON must | leave out -f, or -o json",
                "produce t f --rate 0 | option --rate: \"0\" is not a number above 0"
                        + " | see how it is used: tidewater produce --help",
                "dead lst | command \"dead lst\" does not exist"
                        + " | did you mean list? all commands: tidewater dead --help",
                "dead list --reason r | option --reason is for the records of one topic"
                        + " | name it: tidewater dead list TOPIC --reason r",
                "dead show t 12 | argument PARTITION:OFFSET: \"12\" is not a partition and an offset, such as 0:1234"
                        + " | see how it is used: tidewater dead show --help",
                "dead replay t | no record is chosen"
                        + " | say which: tidewater dead replay t PARTITION:OFFSET, --reason REASON or --all",
                "dead replay t 0:1 --all | records are chosen by their names, by --reason or by --all, not by two of them"
                        + " | say which: tidewater dead replay t PARTITION:OFFSET, --reason REASON or --all",
                "dead replay t 0:1 --value no/such | file \"no/such\" does not exist"
                        + " | write the value to a file first: tidewater dead show TOPIC PARTITION:OFFSET --raw FILE",
                "produce t f --value xml | option --value: \"xml\" is none of json, avro, raw"
                        + " | see how it is used: tidewater produce --help"
            })
    void saysWhatIsWrongWithTheCommandLineAndWhatToTypeNext(String line, String message, String hint) {
        Ran text = Ran.tidewater(line.split(" "));
        assertThat(text.exitCode()).isEqualTo(2);
        assertThat(text.err()).isEqualTo("error: " + message + "\nnext: " + hint + "\n");
        if (!line.contains("-o ")) {
            assertThat(text.out()).isEmpty();
            Ran json = Ran.tidewater((line + " -o json").split(" "));
            assertThat(json.exitCode()).isEqualTo(2);
            assertThat(json.error("code")).isEqualTo("usage");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o json", "-o=json", "-ojson", "-o JSON", "--output json", "--output=json"})
    void answersInJsonThoughTheArgumentsDoNotParse(String option) {
        Ran ran = Ran.tidewater(("status --nonsense " + option).split(" "));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.error("code")).isEqualTo("usage");
        assertThat(ran.error("exit-code")).isEqualTo("2");
        assertThat(ran.error("message")).isEqualTo("option --nonsense does not exist");
        assertThat(ran.error("hint")).isEqualTo("see how it is used: tidewater status --help");
        assertThat(ran.err()).startsWith("error: option --nonsense does not exist\n");
    }

    @Test
    void takesNoOptionsFromInsideTheQuery() {
        assertThat(Ran.tidewater("query", "SELECT 1 -o json ", "more").out()).isEmpty();
        assertThat(Ran.tidewater("query", "more", "--", "-o", "json").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "ps",
                "query x",
                "stop x",
                "run x.sql",
                "produce t f.json",
                "dead list",
                "dead show t 0:1",
                "dead replay t --all"
            })
    void saysThatTheStackIsNotUp(String line) throws IOException {
        Files.writeString(folder.resolve("x.sql"), "");
        String inFolder = line.replace("x.sql", folder.resolve("x.sql").toString());
        Ran ran = Ran.tidewater((inFolder + " -o json --project " + folder).split(" "));
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.error("code")).isEqualTo("unreachable");
        assertThat(ran.err())
                .isEqualTo("error: the stack of " + folder + " is not up\nnext: start it with: tidewater up\n");
    }

    @Test
    void showsHelpThatFitsATerminalOfTheUsualWidth() {
        for (String command : Commands.all().keySet()) {
            Ran ran = Ran.tidewater(command, "--help");
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out().lines()).as(command).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void bringsDownWhatIsNotUp() {
        Ran ran = Ran.tidewater("down", "--project", folder.toString());
        assertThat(ran).isEqualTo(new Ran(0, "the stack was not up\n", ""));
    }

    @Test
    void refusesToStartWhatIsNoProject() {
        Ran ran = Ran.tidewater("up", "-o", "json", "--project", folder.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.error("code")).isEqualTo("configuration");
        assertThat(ran.error("message")).startsWith("folder \"" + folder + "\" is not a project");
    }

    @Test
    void refusesAFileAsProject() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Ran ran = Ran.tidewater("ps", "--project", file.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: \"" + file + "\" is a file, and a project is a folder\n");
    }

    @Test
    void showsTheVersionAndHelpOnStdout() {
        assertThat(Ran.tidewater("--version").out()).startsWith("tidewater ");
        Ran help = Ran.tidewater("help", "logs");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .startsWith("Usage: tidewater logs ")
                .contains("One of kafka, registry, s3,")
                .isEqualTo(Ran.tidewater("logs", "--help").out());
        assertThat(Ran.tidewater("help").out())
                .isEqualTo(Ran.tidewater("--help").out())
                .contains("Start here:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up",
                "down",
                "status",
                "logs",
                "produce",
                "run",
                "plan",
                "apply",
                "start",
                "history",
                "rollback",
                "ps",
                "stop",
                "query",
                "dead",
                "dead list",
                "dead show",
                "dead replay",
                "generate-completion",
                "help"
            })
    void wrapsHelpToTheWidthOfATerminal(String command) {
        String help = Ran.tidewater((command + " --help").strip().split(" ")).out();
        assertThat(help.lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
    }

    @Test
    void knowsCommandsByTheirOwnNames() {
        Commands.all()
                .forEach((name, type) ->
                        assertThat(type.getAnnotation(Command.class).name()).isEqualTo(name));
    }

    @Test
    void generatesACompletionScript() {
        Ran ran = Ran.tidewater("generate-completion");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .startsWith("#!/usr/bin/env bash\n")
                .contains("(\"text\" \"json\")", "(\"kafka\" ", "produce", "jsonl");
    }
}
