package dev.tidewater.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** Every command, in the order of the help. */
final class Commands {
    private static final Set<String> NEED_ALL = Set.of("help", "generate-completion");
    private static final Set<String> NEED_NONE = Set.of("-V", "--version");

    private Commands() {}

    /** By their names, which stand in their annotations, too. */
    static Map<String, Class<?>> all() {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put("demo", DemoCommand.class);
        all.put("init", InitCommand.class);
        all.put("up", UpCommand.class);
        all.put("down", DownCommand.class);
        all.put("status", StatusCommand.class);
        all.put("logs", LogsCommand.class);
        all.put("produce", ProduceCommand.class);
        all.put("check", CheckCommand.class);
        all.put("test", TestCommand.class);
        all.put("run", RunCommand.class);
        all.put("plan", PlanCommand.class);
        all.put("apply", ApplyCommand.class);
        all.put("ps", PsCommand.class);
        all.put("stop", StopCommand.class);
        all.put("start", StartCommand.class);
        all.put("savepoint", SavepointCommand.class);
        all.put("rollback", RollbackCommand.class);
        all.put("history", HistoryCommand.class);
        all.put("topics", TopicsCommand.class);
        all.put("query", QueryCommand.class);
        all.put("sql", SqlCommand.class);
        all.put("dead", DeadCommand.class);
        all.put("bench", BenchCommand.class);
        all.put("generate-completion", CompletionCommand.class);
        all.put("help", HelpCommand.class);
        return all;
    }

    /** Adds the command that is called, or all: making one of them takes picocli some milliseconds. */
    static void addTo(CommandLine line, String... args) {
        String first = args.length == 0 ? "" : args[0];
        if (NEED_NONE.contains(first)) {
            return;
        }
        Map<String, Class<?>> all = all();
        Class<?> called = NEED_ALL.contains(first) ? null : all.get(first);
        if (called == null) {
            all.forEach(line::addSubcommand);
        } else {
            line.addSubcommand(first, called);
        }
    }
}
