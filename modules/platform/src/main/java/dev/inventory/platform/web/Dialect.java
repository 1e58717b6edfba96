package dev.inventory.platform.web;

import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.ItemFailures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How an error is written. The path decides, for every status. */
public enum Dialect {
    /** {@code {"detail": "…"}} or errors by field, as Django REST Framework has it. */
    REST {
        @Override
        Object body(int status, String reason, String message, Map<String, Object> fields, String requestId) {
            Map<String, Object> body = new LinkedHashMap<>();
            if (fields.isEmpty()) {
                body.put("detail", message);
            } else {
                body.putAll(fields);
            }
            if (status >= 500) {
                body.put("request_id", requestId);
            }
            return body;
        }

        @Override
        Object body(ItemFailures failures) {
            return failures.items();
        }

        @Override
        public Object answer(Object value) {
            return value;
        }
    },
    /** {@code {"code": 404, "body": [{"name": "Not Found", "description": "…"}]}}, as the Box API has it. */
    BOX {
        @Override
        Object body(int status, String reason, String message, Map<String, Object> fields, String requestId) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("name", reason);
            error.put("description", fields.isEmpty() ? message : sentence(fields));
            if (status >= 500) {
                error.put("request_id", requestId);
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("code", status);
            body.put("body", List.of(error));
            return body;
        }

        @Override
        Object body(ItemFailures failures) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("code", failures.status());
            body.put("body", failures.items());
            return body;
        }

        @Override
        public Object answer(Object value) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("code", 200);
            body.put("body", List.of(value));
            return body;
        }
    };

    /** The path is decoded, so that there may be line breaks in it. */
    private static final Pattern BOX_PATH =
            Pattern.compile("/*(?:api/+)?(?:box|boxes|item|items)(?:/.*)?", Pattern.DOTALL);

    /** The dialect of a path below the server's root or below {@code api/}. */
    public static Dialect of(String path) {
        return BOX_PATH.matcher(path).matches() ? BOX : REST;
    }

    /** What a successful request is answered with, status 200. */
    public abstract Object answer(Object value);

    /** Errors of several objects: a list of as many as were sent. */
    abstract Object body(ItemFailures failures);

    abstract Object body(int status, String reason, String message, Map<String, Object> fields, String requestId);

    Object body(Failure failure, String reason, String requestId) {
        if (failure instanceof ItemFailures many) {
            return body(many);
        }
        return body(failure.status(), reason, String.valueOf(failure.getMessage()), failure.fields(), requestId);
    }

    /** Errors by field in one sentence, which is all that the envelope has room for. */
    private static String sentence(Map<String, Object> fields) {
        List<String> sentences = new ArrayList<>();
        fields.forEach((name, messages) -> {
            String told = messages instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                    : String.valueOf(messages);
            sentences.add("non_field_errors".equals(name) ? told : name + ": " + told);
        });
        return String.join(" ", sentences);
    }
}
