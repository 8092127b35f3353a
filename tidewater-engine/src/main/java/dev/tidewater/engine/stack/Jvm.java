package dev.tidewater.engine.stack;

import java.util.ArrayList;
import java.util.List;

/** Arguments that the small services share. */
final class Jvm {
    private Jvm() {}

    /** A JVM that starts fast and stays small: the C1 compiler only, the serial collector, small stacks. */
    static List<String> small(String heap, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xss512k",
                "-Xms32m",
                "-Xmx" + heap));
        arguments.addAll(List.of(more));
        return List.copyOf(arguments);
    }

    /** A quiet log on standard output, which the stack keeps in a file. */
    static String log4j(String rootLevel, String... moreLoggers) {
        StringBuilder loggers = new StringBuilder();
        for (String logger : moreLoggers) {
            String[] nameAndLevel = logger.split("=");
            loggers.append("    <Logger name=\"")
                    .append(nameAndLevel[0])
                    .append("\" level=\"")
                    .append(nameAndLevel[1])
                    .append("\"/>\n");
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Configuration status="WARN">
                  <Appenders>
                    <Console name="out" target="SYSTEM_OUT">
                      <PatternLayout pattern="%%d{yyyy-MM-dd HH:mm:ss.SSS} %%-5level %%c{1} - %%msg%%n"/>
                    </Console>
                  </Appenders>
                  <Loggers>
                %s    <Root level="%s">
                      <AppenderRef ref="out"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """.formatted(loggers, rootLevel);
    }
}
