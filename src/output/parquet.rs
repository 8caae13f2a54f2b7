//! Parquet of the tables: zstd, DECIMAL(38,10), nullable columns, Chinese comments and units in the metadata.
//!
//! Rows are encoded in groups that know nothing of each other, so that many can be made at once; the file is the
//! groups one after another.

use std::io::Write;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::{ByteArray, FixedLenByteArray};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type as Schema, TypePtr};

use crate::output::record::{ColumnInfo, DECIMAL_SCALE, Table, Type};

/// Digits of a decimal column.
const DECIMAL_PRECISION: i32 = 38;

/// 行组. Some rows of a table, encoded.
pub struct RowGroup {
    columns: Vec<(Bytes, ColumnCloseResult)>,
}

/// Collects rows of one table and encodes them as a group.
pub struct RowGroupBuilder {
    format: Format,
    columns: Vec<Values>,
    n_rows: usize,
}

/// A table's file, written group by group.
pub struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
}

/// What all groups of a table agree on.
#[derive(Clone)]
struct Format {
    schema: SchemaDescPtr,
    root: TypePtr,
    properties: WriterPropertiesPtr,
}

impl Format {
    fn new(table: Table) -> Result<Self, ParquetError> {
        let columns = table.columns();
        let fields = columns.iter().map(|c| field(c).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
        let root = Arc::new(Schema::group_type_builder(table.name()).with_fields(fields).build()?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // A group has few pages: an index of them would only grow in memory until the file ends.
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .set_created_by(concat!("gouji ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(comments(table, &columns)))
            .build();
        Ok(Self { schema: Arc::new(SchemaDescriptor::new(root.clone())), root, properties: Arc::new(properties) })
    }
}

fn field(column: &ColumnInfo) -> Result<Schema, ParquetError> {
    let scale = DECIMAL_SCALE.cast_signed();
    let builder = match column.ty {
        Type::Text => Schema::primitive_type_builder(column.name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String)),
        Type::Integer => Schema::primitive_type_builder(column.name, Physical::INT64),
        Type::Boolean => Schema::primitive_type_builder(column.name, Physical::BOOLEAN),
        Type::Decimal => Schema::primitive_type_builder(column.name, Physical::FIXED_LEN_BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::decimal(scale, DECIMAL_PRECISION)))
            .with_precision(DECIMAL_PRECISION)
            .with_scale(scale)
            .with_length(16),
    };
    builder.with_repetition(Repetition::OPTIONAL).build()
}

/// `gouji.table` and one `gouji.column.NAME` per column: what it says and in which unit.
fn comments(table: Table, columns: &[&ColumnInfo]) -> Vec<KeyValue> {
    let mut all = vec![KeyValue::new("gouji.table".to_owned(), table.comment().to_owned())];
    all.extend(columns.iter().map(|c| {
        let unit = if c.unit.is_empty() { String::new() } else { format!("（单位：{}）", c.unit) };
        KeyValue::new(format!("gouji.column.{}", c.name), format!("{}{unit}", c.comment))
    }));
    all
}

/// Values of one column; nulls are missing from the values and 0 in the levels.
enum Values {
    Text { bytes: Vec<u8>, ends: Vec<usize>, levels: Vec<i16> },
    Integer(Vec<i64>, Vec<i16>),
    Decimal(Vec<u8>, Vec<i16>),
    Boolean(Vec<bool>, Vec<i16>),
}

impl Values {
    fn new(ty: Type) -> Self {
        match ty {
            Type::Text => Self::Text { bytes: Vec::new(), ends: Vec::new(), levels: Vec::new() },
            Type::Integer => Self::Integer(Vec::new(), Vec::new()),
            Type::Decimal => Self::Decimal(Vec::new(), Vec::new()),
            Type::Boolean => Self::Boolean(Vec::new(), Vec::new()),
        }
    }

    fn push(&mut self, field: &str) {
        match self {
            Self::Text { bytes, ends, levels } => {
                levels.push(i16::from(!field.is_empty()));
                if !field.is_empty() {
                    bytes.extend_from_slice(field.as_bytes());
                    ends.push(bytes.len());
                }
            }
            Self::Integer(values, levels) => push_known(field.parse().ok(), values, levels),
            Self::Boolean(values, levels) => push_known(field.parse().ok(), values, levels),
            Self::Decimal(values, levels) => {
                let scaled = scaled(field);
                levels.push(i16::from(scaled.is_some()));
                values.extend(scaled.into_iter().flat_map(i128::to_be_bytes));
            }
        }
    }

    fn write(self, writer: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        match (self, writer) {
            (Self::Text { bytes, ends, levels }, ColumnWriter::ByteArrayColumnWriter(writer)) => {
                let bytes = Bytes::from(bytes);
                let starts = std::iter::once(0).chain(ends.iter().copied());
                let values: Vec<ByteArray> =
                    starts.zip(&ends).map(|(start, &end)| bytes.slice(start..end).into()).collect();
                writer.write_batch(&values, Some(&levels), None)?;
            }
            (Self::Integer(values, levels), ColumnWriter::Int64ColumnWriter(writer)) => {
                writer.write_batch(&values, Some(&levels), None)?;
            }
            (Self::Boolean(values, levels), ColumnWriter::BoolColumnWriter(writer)) => {
                writer.write_batch(&values, Some(&levels), None)?;
            }
            (Self::Decimal(bytes, levels), ColumnWriter::FixedLenByteArrayColumnWriter(writer)) => {
                // Copies: the least and the largest stay in the file's metadata, and slices would keep all with them.
                let values: Vec<FixedLenByteArray> =
                    bytes.chunks_exact(16).map(|value| ByteArray::from(value.to_vec()).into()).collect();
                writer.write_batch(&values, Some(&levels), None)?;
            }
            _ => return Err(ParquetError::General("column of another type".to_owned())),
        }
        Ok(())
    }
}

fn push_known<T>(value: Option<T>, values: &mut Vec<T>, levels: &mut Vec<i16>) {
    levels.push(i16::from(value.is_some()));
    values.extend(value);
}

/// A plain decimal as a whole number of 10⁻¹⁰; `None` for the empty field and beyond 38 digits.
fn scaled(field: &str) -> Option<i128> {
    let (negative, digits) = field.strip_prefix('-').map_or((false, field), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || fraction.len() > DECIMAL_SCALE as usize {
        return None;
    }
    let mut value: i128 = 0;
    let padding = std::iter::repeat_n(b'0', DECIMAL_SCALE as usize - fraction.len());
    for digit in whole.bytes().chain(fraction.bytes()).chain(padding) {
        let digit = digit.checked_sub(b'0').filter(|d| *d < 10)?;
        value = value.checked_mul(10)?.checked_add(digit.into())?;
    }
    (value < 10_i128.pow(DECIMAL_PRECISION.unsigned_abs())).then_some(if negative { -value } else { value })
}

impl RowGroupBuilder {
    /// An empty group.
    ///
    /// # Errors
    /// Never with the tables of this program.
    pub fn new(table: Table) -> Result<Self, ParquetError> {
        let columns = table.columns().iter().map(|c| Values::new(c.ty)).collect();
        Ok(Self { format: Format::new(table)?, columns, n_rows: 0 })
    }

    /// Adds a row, given as the text fields of [`csv::encode`](crate::output::csv::encode).
    pub fn row<'f>(&mut self, fields: impl IntoIterator<Item = &'f str>) {
        let mut fields = fields.into_iter();
        for column in &mut self.columns {
            column.push(fields.next().unwrap_or_default());
        }
        self.n_rows += 1;
    }

    /// Encodes the rows.
    ///
    /// # Errors
    /// Only when memory cannot be had.
    pub fn finish(self) -> Result<RowGroup, ParquetError> {
        let Format { schema, properties, .. } = self.format;
        let mut columns = Vec::new();
        for (n, values) in self.columns.into_iter().enumerate() {
            let mut sink = TrackedWrite::new(Vec::new());
            let pages = Box::new(SerializedPageWriter::new(&mut sink));
            let mut writer = get_column_writer(schema.column(n), properties.clone(), pages);
            values.write(&mut writer)?;
            let close = writer.close()?;
            columns.push((Bytes::from(sink.into_inner()?), close));
        }
        Ok(RowGroup { columns })
    }
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// When `sink` fails.
    pub fn new(sink: W, table: Table) -> Result<Self, ParquetError> {
        let Format { root, properties, .. } = Format::new(table)?;
        Ok(Self { file: SerializedFileWriter::new(sink, root, properties)? })
    }

    /// Adds a group after those before it.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn append(&mut self, group: RowGroup) -> Result<(), ParquetError> {
        let mut rows = self.file.next_row_group()?;
        for (bytes, close) in group.columns {
            rows.append_column(&bytes, close)?;
        }
        rows.close()?;
        Ok(())
    }

    /// Writes the end of the file and gives the sink back.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn finish(self) -> Result<W, ParquetError> {
        self.file.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::*;

    #[test]
    fn decimals_are_exact_and_bounded() {
        assert_eq!(scaled("847.68"), Some(8_476_800_000_000));
        assert_eq!(scaled("-0.0000000001"), Some(-1));
        assert_eq!((scaled(""), scaled("1e3"), scaled("0.00000000001")), (None, None, None));
        assert_eq!(scaled(&"9".repeat(28)), Some((10_i128.pow(28) - 1) * 10_i128.pow(10)));
        assert_eq!(scaled(&"9".repeat(29)), None);
    }

    #[test]
    fn groups_read_back_as_one_table() {
        let mut writer = Writer::new(Vec::new(), Table::Series).unwrap();
        for (year, value) in [("2022", "12.6"), ("2023", "")] {
            let mut group = RowGroupBuilder::new(Table::Series).unwrap();
            group.row(["民政局", "三公经费", "amount", "", "", "万元", year, value, "", "", "14", "", "", ""]);
            writer.append(group.finish().unwrap()).unwrap();
        }
        let reader = SerializedFileReader::new(Bytes::from(writer.finish().unwrap())).unwrap();
        let metadata = reader.metadata().file_metadata();
        let comments = metadata.key_value_metadata().unwrap();
        assert!(
            comments.iter().any(|kv| kv.key == "gouji.column.year" && kv.value.as_deref() == Some("年份（单位：年）"))
        );
        let rows: Vec<Vec<(String, Field)>> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().get_column_iter().map(|(n, f)| (n.clone(), f.clone())).collect())
            .collect();
        let field = |row: usize, name: &str| rows[row].iter().find(|(n, _)| n == name).unwrap().1.clone();
        assert_eq!(rows.len(), 2);
        assert_eq!(field(0, "unit"), Field::Str("民政局".to_owned()));
        assert_eq!(field(1, "year"), Field::Long(2023));
        assert_eq!(field(1, "value"), Field::Null);
        let Field::Decimal(value) = field(0, "value") else { panic!("a decimal") };
        assert_eq!((value.precision(), value.scale()), (38, 10));
        assert_eq!(i128::from_be_bytes(value.data().try_into().unwrap()), 126_000_000_000);
    }
}
