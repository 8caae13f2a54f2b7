//! An archive for tests: seeded reports of many offices and years in many formats. Not varied enough to score
//! anything with; enough to see that an archive of any size is finished the same way every time.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use encoding_rs::GB18030;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A small generator of numbers: same seed, same archive.
pub(crate) struct Seed(u64);

impl Seed {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % n
    }
}

/// An amount in units of 0.01万元, printed.
fn amount(cents: u64) -> String {
    format!("{}.{:02}万元", cents / 100, cents % 100)
}

/// One hundredth of a percent, printed.
fn percent(part: u64, whole: u64) -> String {
    let share = (part * 100_000 / whole + 5) / 10;
    format!("{}.{:02}%", share / 100, share % 100)
}

const OFFICES: [&str; 12] = [
    "民政局",
    "教育局",
    "水利局",
    "卫生健康局",
    "交通运输局",
    "司法局",
    "农业农村局",
    "文化和旅游局",
    "林业局",
    "应急管理局",
    "商务局",
    "医疗保障局",
];
const PROJECTS: [&str; 8] = [
    "城乡最低生活保障",
    "临时救助",
    "特困供养",
    "残疾人两项补贴",
    "高龄津贴",
    "孤儿保障",
    "养老服务体系建设",
    "救助管理",
];

/// One of some four hundred counties.
fn county(n: u64) -> String {
    let first: Vec<char> = "青白临平安云石金清长新东南西北大小永宁".chars().collect();
    let second: Vec<char> = "河山川溪泉阳原岭湖江州城坪沙林湾塘岗源浦".chars().collect();
    let n = usize::try_from(n).expect("some four hundred");
    format!("{}{}县", first[n % first.len()], second[(n / first.len() + n % first.len()) % second.len()])
}

/// What an office spent in a year, in 0.01万元: later reports must agree with it.
fn spent(office: u64, year: u64) -> (u64, Vec<u64>) {
    let mut seed = Seed::new(office * 131 + year);
    let basic = 20_000 + seed.below(40_000);
    let projects = PROJECTS.iter().map(|_| 1_000 + seed.below(300_000)).collect();
    (basic, projects)
}

/// A report; about one in eight has a wrong total, one in ten a wrong figure of the year before.
pub(crate) fn report(office: u64, year: u64) -> String {
    let mut seed = Seed::new(office * 977 + year * 3);
    let name = format!("{}{}", county(office / 12), OFFICES[(office % 12) as usize]);
    let (basic, projects) = spent(office, year);
    let (_, projects_before) = spent(office, year - 1);
    let sum: u64 = projects.iter().sum();
    let total = basic + sum;
    let before = projects_before.iter().sum::<u64>();
    let stated = if seed.below(8) == 0 { total + 1_00 } else { total };
    let before_stated = if seed.below(10) == 0 { before + 7_77 } else { before };
    let budget = total + seed.below(50_000);
    let (people, times) = (300 + seed.below(9_000), 20_000 + seed.below(90_000));
    let mut text = format!(
        "{name}{year}年度部门整体支出绩效自评报告\n一、部门基本情况\n（一）机构、职能\n内设5个股室：办公室、计财股、业务股、监督股、法规股。\
         编制{}名，年末在职{}人。\n（二）绩效目标\n完成{year}年各项工作任务。\n二、一般公共预算支出情况\n\
         {year}年年初预算{}，支出决算{}，完成年初预算的{}。\
         {year}年支出{}，其中：基本支出{}，项目支出{}。上年项目支出{}。\n（一）基本支出\n基本支出{}，其中：人员经费{}，公用经费{}。\n（二）项目支出\n",
        60 + seed.below(40),
        40 + seed.below(60),
        amount(budget),
        amount(total),
        percent(total, budget),
        amount(stated),
        amount(basic),
        amount(sum),
        amount(before_stated),
        amount(basic),
        amount(basic - basic / 5),
        amount(basic / 5),
    );
    let list: Vec<String> = PROJECTS.iter().zip(&projects).map(|(p, n)| format!("{p}项目支出{}", amount(*n))).collect();
    text += &format!("项目支出共{}，分别为：{}。\n", amount(sum), list.join("、"));
    text +=
        &format!("发放低保金{}户{people}人，全年救助{times}人次，人均救助{}元。\n", people / 2, 100 + seed.below(900));
    text += "三、政府性基金预算支出情况\n无。\n四、国有资本经营预算支出情况\n无。\n五、社会保险基金预算支出情况\n无。\n六、绩效情况\n";
    for n in 0..6 + seed.below(6) {
        let (done, all) = (50 + seed.below(40), 90 + seed.below(60));
        text += &format!(
            "{}．第{}项任务计划{all}处，完成{done}处，完成率{}，投入资金{}。\n",
            n + 1,
            n + 1,
            percent(done, all),
            amount(1_000 + seed.below(90_000))
        );
    }
    text + "七、问题及原因\n一是预算编制不够细化；二是绩效指标量化不足。\n八、改进措施\n加强管理。\n"
}

/// A Word file of paragraphs.
pub(crate) fn docx(text: &str) -> Vec<u8> {
    let paragraphs =
        text.lines().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect::<Vec<_>>().concat();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{paragraphs}</w:body></w:document>"
    );
    zip(&[
        ("[Content_Types].xml", b"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
        ("_rels/.rels", b"<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
        ("word/document.xml", body.as_bytes()),
    ])
}

/// A zip file.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a zip entry");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("a zip file").into_inner()
}

/// The text in the `n`-th format, with its extension.
pub(crate) fn formatted(text: &str, n: u64) -> (Vec<u8>, &'static str) {
    match n % 5 {
        0 => (text.as_bytes().to_vec(), "txt"),
        1 => (GB18030.encode(text).0.into_owned(), "txt"),
        2 => (
            text.encode_utf16().flat_map(u16::to_le_bytes).fold(vec![0xFF, 0xFE], |mut all, b| {
                all.push(b);
                all
            }),
            "txt",
        ),
        3 => (text.replace('\n', "\r\n\r\n").into_bytes(), "md"),
        _ => (docx(text), "docx"),
    }
}

/// Writes `n` reports: offices of several counties, four years each.
pub(crate) fn write(folder: &Path, n: u64) {
    for k in 0..n {
        let (office, year) = (k / 4, 2020 + k % 4);
        let (bytes, extension) = formatted(&report(office, year), k);
        let place = folder.join(county(office / 12)).join(year.to_string());
        fs::create_dir_all(&place).expect("a folder");
        fs::write(place.join(format!("{}.{extension}", OFFICES[(office % 12) as usize])), bytes).expect("a file");
    }
}

/// All files below a folder with their bytes, by name.
pub(crate) fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("readable");
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            all.push((name, fs::read(entry.path()).expect("readable")));
        }
    }
    all
}
