package dev.tidewater.flink.formats;

import java.util.Map;

/**
 * A schema as it is registered.
 *
 * @param imports the texts of the schemas that it refers to, directly or through others, by the names by which it does
 */
public record SchemaText(String text, Map<String, String> imports) {
    public SchemaText {
        imports = Map.copyOf(imports);
    }

    /** One that refers to no other. */
    public static SchemaText of(String text) {
        return new SchemaText(text, Map.of());
    }
}
