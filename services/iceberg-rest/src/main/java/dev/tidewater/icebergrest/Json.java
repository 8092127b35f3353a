package dev.tidewater.icebergrest;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.RESTRequest;
import org.apache.iceberg.rest.RESTSerializers;
import org.jspecify.annotations.Nullable;

/** The JSON of the Iceberg REST specification, by Iceberg's own serializers. */
final class Json {
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper()
                .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
        RESTSerializers.registerAll(mapper);
        return mapper;
    }

    /** @throws BadRequestException if the bytes are not a valid request of this type */
    static <T extends RESTRequest> T read(byte[] bytes, Class<T> type) {
        @Nullable T request;
        try {
            request = MAPPER.readValue(bytes, type);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e, "Request body is not a valid %s: %s", name(type), e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new BadRequestException(e, "Request body is not a valid %s: %s", name(type), e.getMessage());
        }
        if (request == null) {
            throw new BadRequestException("Request body is not a valid %s: it is null", name(type));
        }
        request.validate();
        return request;
    }

    static byte[] write(Object response) {
        try {
            return MAPPER.writeValueAsBytes(response);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Class<?> type) {
        return type.getSimpleName();
    }
}
