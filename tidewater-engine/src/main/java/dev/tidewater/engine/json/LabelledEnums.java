package dev.tidewater.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Locale;

/** Constants as they are written everywhere else: {@code ALREADY_RUNNING} is {@code already-running}. */
final class LabelledEnums extends SimpleModule {
    private static final long serialVersionUID = 1L;

    LabelledEnums() {
        addSerializer(new ToLabel());
        setDeserializerModifier(new FromLabel());
    }

    private static String label(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @SuppressWarnings("rawtypes") // as Jackson knows enums
    private static final class ToLabel extends StdSerializer<Enum> {
        private static final long serialVersionUID = 1L;

        ToLabel() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(label(value.name()));
        }
    }

    private static final class FromLabel extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> standard) {
            return new JsonDeserializer<Object>() {
                @Override
                public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
                    String text = in.getText();
                    for (Object constant : type.getRawClass().getEnumConstants()) {
                        if (label(((Enum<?>) constant).name()).equals(label(text))) {
                            return constant;
                        }
                    }
                    return context.handleWeirdStringValue(type.getRawClass(), text, "not one of its constants");
                }
            };
        }
    }
}
