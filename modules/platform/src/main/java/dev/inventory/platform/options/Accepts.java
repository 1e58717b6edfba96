package dev.inventory.platform.options;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the record whose components are the fields that a resource method reads from its body. From the components' types
 * and their {@code @Schema} come the fields that OPTIONS tells. Every method that takes a body carries it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Accepts {

    /** What may be written. */
    Class<? extends Record> value();

    /** What is shown of the object, if that is more: fields that are here alone are read-only. At most one. */
    Class<? extends Record>[] shown() default {};
}
