package dev.inventory.platform.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which role guards a resource class. The permission follows from the HTTP method. Every class with a
 * {@code @Path} carries this annotation; {@link #SELF} and {@link #PUBLIC} are the two exceptions a class may claim.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SecuredBy {

    /** Any authenticated caller: the resource is about the caller. */
    String SELF = "";

    /** Nobody is asked who they are. */
    String PUBLIC = "*";

    /** The role's name, {@link #SELF} or {@link #PUBLIC}. */
    String value();
}
