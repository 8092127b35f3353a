package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.functions.ImperativeAggregateFunction;
import org.apache.flink.table.functions.UserDefinedFunction;

/** What is wrong with functions of the user's, found by reflection, and by making one object of each, as the planner will. */
final class FunctionFaults {
    private static final String BASES =
            "a function extends ScalarFunction, TableFunction or AggregateFunction of org.apache.flink.table.functions";
    private static final int MOST_SHOWN = 8;

    private final List<JarContent> all;
    private final List<JarContent> chosen;
    private final ClassLoader loader;

    /**
     * @param all jars in {@code udfs/}
     * @param chosen those whose classes the session has
     * @param loader of these
     */
    FunctionFaults(List<JarContent> all, List<JarContent> chosen, ClassLoader loader) {
        this.all = all;
        this.chosen = chosen;
        this.loader = loader;
    }

    /** Whether {@code USING JAR} with this string means that jar. */
    static boolean names(SqlToken named, JarContent content) {
        return plain(named.value()).equals(content.jar().name());
    }

    private static String plain(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }

    Optional<Finding> of(FunctionStatement function) {
        return language(function).or(() -> jars(function)).or(() -> place(function));
    }

    private static Optional<Finding> language(FunctionStatement function) {
        return function.language().equals("JAVA") || function.language().equals("SCALA")
                ? Optional.empty()
                : Optional.of(finding(
                        function,
                        function.className(),
                        "functions in " + function.language() + " cannot be run here",
                        "write it in Java: " + BASES));
    }

    /** Jars that are named and not there, and those that cannot be read. */
    private Optional<Finding> jars(FunctionStatement function) {
        for (SqlToken named : function.jars()) {
            if (all.stream().noneMatch(content -> names(named, content))) {
                List<String> present =
                        all.stream().map(content -> content.jar().name()).toList();
                String hint = Nearest.to(plain(named.value()), present)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("put it into folder udfs/ of the project, and write USING JAR 'udfs/NAME.jar'");
                return Optional.of(
                        finding(function, named, "jar \"" + named.value() + "\" is not in the project", hint));
            }
        }
        return chosen.stream()
                .filter(content -> content.damage().isPresent())
                .findFirst()
                .map(content -> finding(
                        function,
                        function.className(),
                        "jar \"" + content.jar().name() + "\" is damaged: "
                                + content.damage().orElseThrow(),
                        "build it again, or remove it"));
    }

    private Optional<Finding> place(FunctionStatement function) {
        String name = function.className().value();
        List<String> holders = chosen.stream()
                .filter(content -> content.classes().contains(name))
                .map(content -> content.jar().name())
                .toList();
        if (holders.size() > 1) {
            return Optional.of(finding(
                    function,
                    function.className(),
                    "class \"" + name + "\" is in two jars: \"" + holders.get(0) + "\" and \"" + holders.get(1) + "\"",
                    "remove one of them, or have every function of the script say which it means: USING JAR '"
                            + holders.get(0) + "'"));
        }
        return holders.isEmpty() && !isOnClassPath(name) ? Optional.of(missing(function)) : code(function);
    }

    private static boolean isOnClassPath(String name) {
        try {
            Class.forName(name, false, FunctionFaults.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private Finding missing(FunctionStatement function) {
        String name = function.className().value();
        String where = function.jars().isEmpty()
                ? "in no jar below udfs/"
                : "not in "
                        + function.jars().stream()
                                .map(jar -> "\"" + plain(jar.value()) + "\"")
                                .collect(Collectors.joining(", "));
        return finding(function, function.className(), "class \"" + name + "\" is " + where, proposals(name));
    }

    private String proposals(String wrong) {
        TreeMap<String, String> functions = functions();
        if (chosen.isEmpty()) {
            return "put the jar that has it into folder udfs/ of the project";
        }
        Optional<String> sameName = functions.keySet().stream()
                .filter(candidate -> simple(candidate).equalsIgnoreCase(simple(wrong)))
                .findFirst();
        return Nearest.to(wrong, functions.keySet())
                .or(() -> sameName)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> functions.isEmpty()
                        ? "no class there is a function; " + BASES
                        : "functions there: " + shown(functions));
    }

    private static String shown(TreeMap<String, String> functions) {
        String first = functions.entrySet().stream()
                .limit(MOST_SHOWN)
                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                .collect(Collectors.joining(", "));
        return functions.size() > MOST_SHOWN ? first + " and " + (functions.size() - MOST_SHOWN) + " more" : first;
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Classes that are functions, with their jars. */
    private TreeMap<String, String> functions() {
        TreeMap<String, String> functions = new TreeMap<>();
        for (JarContent content : chosen) {
            for (String name : content.classes()) {
                try {
                    Class<?> found = Class.forName(name, false, loader);
                    if (UserDefinedFunction.class.isAssignableFrom(found)
                            && !Modifier.isAbstract(found.getModifiers())) {
                        functions.put(name, content.jar().name());
                    }
                } catch (ClassNotFoundException | LinkageError e) {
                    // What cannot be loaded is nothing to propose.
                }
            }
        }
        return functions;
    }

    private Optional<Finding> code(FunctionStatement function) {
        String name = function.className().value();
        try {
            return shape(function, Class.forName(name, false, loader));
        } catch (UnsupportedClassVersionError e) {
            return Optional.of(finding(
                    function,
                    function.className(),
                    "class \"" + name + "\" is compiled for a newer Java than "
                            + Runtime.version().feature() + ", which runs here",
                    "compile it with --release " + Runtime.version().feature() + " or lower"));
        } catch (ClassNotFoundException | LinkageError e) {
            String why = String.valueOf(e.getMessage()).replace('/', '.');
            return Optional.of(
                    e instanceof NoClassDefFoundError
                            ? finding(
                                    function,
                                    function.className(),
                                    "class \"" + name + "\" needs class \"" + why + "\", which is in no jar",
                                    "put the jar that has it into udfs/ as well, or build one jar with all that it needs")
                            : finding(
                                    function,
                                    function.className(),
                                    "class \"" + name + "\" cannot be loaded: " + why,
                                    "build its jar again"));
        }
    }

    private Optional<Finding> shape(FunctionStatement function, Class<?> found) {
        String name = "class \"" + found.getName() + "\"";
        if (!UserDefinedFunction.class.isAssignableFrom(found)) {
            TreeMap<String, String> functions = functions();
            return Optional.of(finding(
                    function,
                    function.className(),
                    name + " is no function",
                    BASES + (functions.isEmpty() ? "" : "; functions there: " + shown(functions))));
        }
        int modifiers = found.getModifiers();
        boolean canBeMade = Modifier.isPublic(modifiers)
                && !Modifier.isAbstract(modifiers)
                && (found.getEnclosingClass() == null || Modifier.isStatic(modifiers))
                && Arrays.stream(found.getConstructors()).anyMatch(made -> made.getParameterCount() == 0);
        if (!canBeMade) {
            return Optional.of(finding(
                    function,
                    function.className(),
                    "Flink cannot make an object of " + name,
                    "make it public and not abstract, static if it is inside of another class, with a public"
                            + " constructor that takes nothing"));
        }
        return method(function, found).or(() -> making(function, found));
    }

    /** What static initialisers and the constructor throw; Flink would say the words and not whose they are. */
    private static Optional<Finding> making(FunctionStatement function, Class<?> found) {
        try {
            found.getConstructor().newInstance();
            return Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(
                    finding(
                            function,
                            function.className(),
                            "class \"" + found.getName() + "\" fails while an object of it is made: " + cause,
                            "mend its constructor and static fields; what needs the cluster belongs into open(FunctionContext)"));
        }
    }

    /** The method that Flink calls by its name. */
    private static Optional<Finding> method(FunctionStatement function, Class<?> found) {
        String needed = ImperativeAggregateFunction.class.isAssignableFrom(found) ? "accumulate" : "eval";
        if (Arrays.stream(found.getMethods())
                .anyMatch(method -> method.getName().equals(needed))) {
            return Optional.empty();
        }
        String example = AggregateFunction.class.isAssignableFrom(found)
                ? "public void accumulate(ACC accumulator, …)"
                : "public … eval(…)";
        return Optional.of(finding(
                function,
                function.className(),
                "class \"" + found.getName() + "\" has no public method \"" + needed
                        + "\", which Flink calls for each row",
                "add one: " + example));
    }

    private static Finding finding(FunctionStatement function, SqlToken where, String message, String hint) {
        SqlStatement statement = function.statement();
        return statement.error(SqlRules.NAME, statement.inFile(where.start()), message, hint);
    }
}
