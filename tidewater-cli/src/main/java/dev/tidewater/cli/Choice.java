package dev.tidewater.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of a few words, in capitals or not. Picocli makes its subclasses by their constructors without arguments, to read a
 * value and to propose the words in the shell.
 */
abstract class Choice<E> implements ITypeConverter<E>, Iterable<String> {
    private final List<E> values;
    private final Function<E, String> label;

    Choice(E[] values, Function<E, String> label) {
        this.values = List.of(values);
        this.label = label;
    }

    @Override
    public final E convert(String word) {
        return find(word)
                .orElseThrow(
                        () -> new TypeConversionException("\"" + word + "\" is none of " + String.join(", ", this)));
    }

    @Override
    public final Iterator<String> iterator() {
        return labels().iterator();
    }

    final Optional<E> find(String word) {
        return values.stream()
                .filter(value -> label.apply(value).equalsIgnoreCase(word))
                .findFirst();
    }

    final List<String> labels() {
        return values.stream().map(label).toList();
    }
}
