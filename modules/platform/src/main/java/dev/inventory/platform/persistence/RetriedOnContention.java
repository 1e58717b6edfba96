package dev.inventory.platform.persistence;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a transaction again that the database gave up because others were in its way: a deadlock, a serialization
 * failure, a lock not granted in time. The work must touch nothing but the database. Inside another transaction it does
 * nothing, since only the whole can be repeated.
 */
@Inherited
@Documented
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RetriedOnContention {}
