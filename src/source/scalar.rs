//! Arrow values as text: one scalar, or what a path through structs and lists leads to.

use std::fmt::{Display, Write};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, Time32MillisecondType, Time32SecondType, Time64MicrosecondType,
    Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field, TimeUnit};
use jiff::{SignedDuration, Timestamp};

/// One step from a column to its scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the field of a struct.
    Field(usize),
    /// Into every item of a list or map.
    Items,
}

/// The scalars below a field, in the order of Parquet's leaves: dotted name and steps.
pub(super) fn leaves(name: &str, field: &Field, steps: &mut Vec<Step>, found: &mut Vec<(String, Vec<Step>)>) {
    match field.data_type() {
        DataType::Struct(fields) => {
            for (index, field) in fields.iter().enumerate() {
                steps.push(Step::Field(index));
                leaves(&format!("{name}.{}", field.name()), field, steps, found);
                steps.pop();
            }
        }
        DataType::List(item) | DataType::LargeList(item) | DataType::Map(item, _) => {
            steps.push(Step::Items);
            leaves(name, item, steps, found);
            steps.pop();
        }
        _ => found.push((name.to_owned(), steps.clone())),
    }
}

/// Writes what `steps` lead to in the row `at`, joined as JSON lists are.
pub(super) fn write(array: &dyn Array, at: usize, steps: &[Step], out: &mut String) -> Result<(), String> {
    write_joined(array, at, steps, "", out)
}

fn write_joined(
    array: &dyn Array,
    at: usize,
    steps: &[Step],
    join: &'static str,
    out: &mut String,
) -> Result<(), String> {
    if array.is_null(at) {
        return Ok(());
    }
    match steps.split_first() {
        None => {
            if !out.is_empty() {
                out.push_str(join);
            }
            write_scalar(array, at, out)
        }
        Some((Step::Field(index), rest)) => match array.as_struct_opt() {
            Some(fields) => write_joined(fields.column(*index), at, rest, join, out),
            None => Err(unknown(array)),
        },
        Some((Step::Items, rest)) => {
            let items = items(array, at).ok_or_else(|| unknown(array))?;
            let between = if rest.is_empty() { ", " } else { "; " };
            for item in 0..items.len() {
                let join = if item == 0 { join } else { between };
                write_joined(&items, item, rest, join, out)?;
            }
            Ok(())
        }
    }
}

fn items(array: &dyn Array, at: usize) -> Option<ArrayRef> {
    if let Some(map) = array.as_map_opt() {
        return Some(std::sync::Arc::new(map.value(at)));
    }
    match array.as_list_opt::<i32>() {
        Some(list) => Some(list.value(at)),
        None => array.as_list_opt::<i64>().map(|list| list.value(at)),
    }
}

fn unknown(array: &dyn Array) -> String {
    format!("a value of the type {}, which cannot be read as text", array.data_type())
}

fn write_scalar(array: &dyn Array, at: usize, out: &mut String) -> Result<(), String> {
    macro_rules! value {
        ($type:ty) => {
            array.as_primitive::<$type>().value(at)
        };
    }
    match array.data_type() {
        DataType::Null => {}
        DataType::Utf8 => out.push_str(array.as_string::<i32>().value(at)),
        DataType::LargeUtf8 => out.push_str(array.as_string::<i64>().value(at)),
        DataType::Utf8View => out.push_str(array.as_string_view().value(at)),
        DataType::Binary => write_bytes(array.as_binary::<i32>().value(at), out)?,
        DataType::LargeBinary => write_bytes(array.as_binary::<i64>().value(at), out)?,
        DataType::BinaryView => write_bytes(array.as_binary_view().value(at), out)?,
        DataType::FixedSizeBinary(_) => {
            array
                .as_fixed_size_binary()
                .value(at)
                .iter()
                .for_each(|byte| put(out, format_args!("{byte:02x}")));
        }
        DataType::Boolean => put(out, array.as_boolean().value(at)),
        DataType::Int8 => put(out, value!(Int8Type)),
        DataType::Int16 => put(out, value!(Int16Type)),
        DataType::Int32 => put(out, value!(Int32Type)),
        DataType::Int64 => put(out, value!(Int64Type)),
        DataType::UInt8 => put(out, value!(UInt8Type)),
        DataType::UInt16 => put(out, value!(UInt16Type)),
        DataType::UInt32 => put(out, value!(UInt32Type)),
        DataType::UInt64 => put(out, value!(UInt64Type)),
        DataType::Float16 => write_float(f64::from(value!(Float16Type)), value!(Float16Type), out),
        DataType::Float32 => write_float(f64::from(value!(Float32Type)), value!(Float32Type), out),
        DataType::Float64 => write_float(value!(Float64Type), value!(Float64Type), out),
        DataType::Decimal128(..) => out.push_str(&array.as_primitive::<Decimal128Type>().value_as_string(at)),
        DataType::Decimal256(..) => out.push_str(&array.as_primitive::<Decimal256Type>().value_as_string(at)),
        DataType::Date32 => {
            let seconds = i64::from(value!(Date32Type)) * 86_400;
            write_time(Timestamp::from_second(seconds), Show::Date, out);
        }
        DataType::Date64 => write_time(Timestamp::from_millisecond(value!(Date64Type)), Show::Date, out),
        DataType::Timestamp(unit, zone) => {
            let time = match unit {
                TimeUnit::Second => Timestamp::from_second(value!(TimestampSecondType)),
                TimeUnit::Millisecond => Timestamp::from_millisecond(value!(TimestampMillisecondType)),
                TimeUnit::Microsecond => Timestamp::from_microsecond(value!(TimestampMicrosecondType)),
                TimeUnit::Nanosecond => {
                    Timestamp::from_nanosecond(i128::from(value!(TimestampNanosecondType)))
                }
            };
            write_time(time, if zone.is_some() { Show::Instant } else { Show::Local }, out);
        }
        DataType::Time32(unit) => {
            let time = match unit {
                TimeUnit::Second => SignedDuration::from_secs(i64::from(value!(Time32SecondType))),
                _ => SignedDuration::from_millis(i64::from(value!(Time32MillisecondType))),
            };
            write_time(Timestamp::from_duration(time), Show::Time, out);
        }
        DataType::Time64(unit) => {
            let time = match unit {
                TimeUnit::Nanosecond => SignedDuration::from_nanos(value!(Time64NanosecondType)),
                _ => SignedDuration::from_micros(value!(Time64MicrosecondType)),
            };
            write_time(Timestamp::from_duration(time), Show::Time, out);
        }
        _ => return Err(unknown(array)),
    }
    Ok(())
}

/// Writing to a string does not fail.
fn put(out: &mut String, text: impl Display) {
    let _ = write!(out, "{text}");
}

fn write_bytes(bytes: &[u8], out: &mut String) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "binary values that are not valid UTF-8".to_owned())?;
    out.push_str(text);
    Ok(())
}

/// Whole numbers without ".0", and nothing for what is not a number, as pandas writes missing ones.
fn write_float(value: f64, shown: impl Display, out: &mut String) {
    if !value.is_nan() {
        put(out, shown);
    }
}

#[derive(Clone, Copy)]
enum Show {
    Date,
    Time,
    /// Date and time without a zone.
    Local,
    /// Date and time in UTC, which is said.
    Instant,
}

/// A time outside the years that can be written is left empty.
fn write_time(time: Result<Timestamp, jiff::Error>, show: Show, out: &mut String) {
    let Ok(time) = time else { return };
    let text = time.to_string();
    let (date, rest) = text.split_once('T').unwrap_or((&text, ""));
    let clock = rest.trim_end_matches('Z');
    match show {
        Show::Date => out.push_str(date),
        Show::Time => out.push_str(clock),
        Show::Local => put(out, format_args!("{date}T{clock}")),
        Show::Instant => put(out, format_args!("{date}T{clock}Z")),
    }
}
